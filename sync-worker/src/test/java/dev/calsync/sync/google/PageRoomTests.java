package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.calsync.sync.google.BoundedInput.TooLongException;
import dev.calsync.sync.google.PageRoom.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PageRoomTests {
  private static final int MEGABYTE = 1024 * 1024;

  /** Four readers have five megabytes each. */
  private final PageRoom room = new PageRoom(80 * MEGABYTE);

  private final List<Place> others = new ArrayList<>();

  @Test
  void whoFindsNoRoomWaitsUntilAnotherPageIsKept() throws Exception {
    occupy(4);
    var late = new FutureTask<>(() -> weigh(room.place(), 4 * MEGABYTE));
    Thread reader = Thread.ofPlatform().start(late);
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    others.getFirst().clear();

    assertThat(late.get()).isTrue();
  }

  @Test
  void lightPagesNeedNoRoom() {
    occupy(4);

    assertThatCode(() -> room.place().weigh(200_000)).doesNotThrowAnyException();
  }

  /** Else two that have half of what they need would wait for each other. */
  @Test
  void aPageThatGrowsBeyondTheRoomThereIsComesInSmallerPieces() throws IOException {
    occupy(3);
    Place place = room.place();
    place.weigh(4 * MEGABYTE);

    assertThatThrownBy(() -> place.weigh(6 * MEGABYTE)).isInstanceOf(TooLongException.class);

    others.getFirst().clear();
    assertThatCode(() -> place.weigh(6 * MEGABYTE)).doesNotThrowAnyException();
  }

  @Test
  void onePageMayHaveAllTheRoomIfNobodyElseIsThere() {
    Place place = room.place();

    assertThatCode(() -> place.weigh(19 * MEGABYTE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> place.weigh(21 * MEGABYTE)).isInstanceOf(TooLongException.class);
  }

  @Test
  void aPageThatWasReadKeepsNoMoreThanItWeighs() {
    occupy(4);
    others.forEach(place -> place.settle(MEGABYTE));

    assertThatCode(() -> occupy(3)).doesNotThrowAnyException();
  }

  @Test
  void whatWasClearedIsFreeForAnyNumberOfPages() {
    for (int i = 0; i < 20; i++) {
      occupy(4);
      others.forEach(Place::close);
    }
  }

  private void occupy(int readers) {
    for (int i = 0; i < readers; i++) {
      Place place = room.place();
      others.add(place);
      assertThatCode(() -> place.weigh(4 * MEGABYTE)).doesNotThrowAnyException();
    }
  }

  private static boolean weigh(Place place, long weight) throws IOException {
    place.weigh(weight);
    return true;
  }
}
