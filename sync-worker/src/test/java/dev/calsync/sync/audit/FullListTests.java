package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.google.GoogleFault;
import dev.calsync.sync.google.ListAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FullListTests {
  private static final EventResource LUNCH = new EventResource(Map.of("id", "lunch"));

  private final List<EventResource> read = new ArrayList<>();
  private int asked;

  @Test
  void everyPageIsReadToTheLast() throws InterruptedException {
    assertThat(read(token -> token == null ? page("A") : token.equals("A") ? page("B") : last()))
        .isNull();
    assertThat(read).hasSize(3);
  }

  @Test
  void pagesThatLeadBackAndForthAreLeft() throws InterruptedException {
    assertThat(read(token -> page("A".equals(token) ? "B" : "A"))).contains("do not end");
    assertThat(asked).isLessThan(10);
  }

  @Test
  void emptyPagesWithoutEndAreLeft() throws InterruptedException {
    assertThat(read(_ -> new ListAnswer.Page(List.of(), "p" + asked, null))).contains("do not end");
    assertThat(asked).isLessThanOrEqualTo(10_001);
  }

  @Test
  void aRefusalIsTheReasonAndEndsIt() throws InterruptedException {
    var refusal = new ListAnswer.Failed(new GoogleFault.AccessLost("403"));

    assertThat(read(token -> token == null ? page("A") : refusal)).isEqualTo("403");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aReaderThatHasEnoughIsAskedNoMore() throws InterruptedException {
    assertThat(FullList.read(token -> count(page("A" + token)), _ -> "enough")).isEqualTo("enough");
    assertThat(asked).isEqualTo(1);
  }

  private @Nullable String read(FullList.Source google) throws InterruptedException {
    return FullList.read(
        token -> count(google.page(token)),
        events -> {
          read.addAll(events);
          return null;
        });
  }

  private ListAnswer count(ListAnswer answer) {
    asked++;
    return answer;
  }

  private static ListAnswer page(String next) {
    return new ListAnswer.Page(List.of(LUNCH), next, null);
  }

  private static ListAnswer last() {
    return new ListAnswer.Page(List.of(LUNCH), null, new SyncToken("t"));
  }
}
