package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PageReaderTests {
  private final List<String> items = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();

  @Test
  void itemsAreSplitAndTokensRead() throws IOException {
    var tokens =
        read(
            """
            {"kind": "calendar#events", "defaultReminders": [{"a": [1, 2]}], "items": [
              {"id": "a", "summary": "}],\\"{"}, {"id":"b"} , 7, null, "text", [1,[2]] ],
             "nextPageToken": "p\\u0041", "nextSyncToken": null}
            """);

    assertThat(items)
        .containsExactly(
            "{\"id\": \"a\", \"summary\": \"}],\\\"{\"}",
            "{\"id\":\"b\"}",
            "7",
            "null",
            "\"text\"",
            "[1,[2]]");
    assertThat(tokens).isEqualTo(new PageReader.Tokens("pA", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"items\":[]}", "{\"items\":null}", " { \"items\" : [ ] } \n"})
  void aPageMayBeEmpty(String page) throws IOException {
    assertThat(read(page)).isEqualTo(new PageReader.Tokens(null, null));
    assertThat(items).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"items\":[{}",
        "{\"items\":[{}}",
        "{\"items\":[,]}",
        "{\"items\":[{} {}]}",
        "{\"items\"}",
        "{\"items\":[]} trailing",
        "{\"nextPageToken\":\"x",
        "{\"a\":}",
        "{a:1}"
      })
  void whatIsNoPageIsRefused(String page) {
    assertThatThrownBy(() -> read(page)).isInstanceOf(IOException.class);
  }

  @Test
  void anItemLargerThanTheLimitIsCountedAndNotKept() throws IOException {
    read("{\"items\":[{\"id\":\"%s\"},{\"id\":\"b\"}]}".formatted("x".repeat(1_000_000)));

    assertThat(sizes).containsExactly(1_000_009L, 10L);
    assertThat(items.getFirst()).hasSize(100);
  }

  @Test
  void nestingCostsNothing() throws IOException {
    String bomb = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    read("{\"x\":%s,\"items\":[%s,{\"id\":\"b\"}]}".formatted(bomb, bomb));

    assertThat(sizes).containsExactly(2_000_000L, 10L);
  }

  @Test
  void moreItemsThanAnyPageHasAreRefused() {
    assertThatThrownBy(() -> read("{\"items\":[%s0]}".formatted("0,".repeat(20))))
        .hasMessageContaining("more than 20 events");
  }

  @Test
  void aTokenLongerThanAnyOfGooglesIsRefused() {
    assertThatThrownBy(() -> read("{\"nextPageToken\":\"%s\"}".formatted("x".repeat(10_000))))
        .hasMessageContaining("token of");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyItemsComeOutAsTheyWentIn(long seed) throws IOException {
    var random = new Random(seed);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      written.add(item(random, 3).toString());
    }
    read("{\"items\":[" + String.join(",\n", written) + "],\"nextSyncToken\":\"t\"}");

    assertThat(items).isEqualTo(written.stream().map(PageReaderTests::cut).toList());
  }

  @Test
  void theIdOfAnItemIsItsOwn() throws IOException {
    read(
        """
        {"items":[{"a":{"id":"no"},"b":["id",{"id":"no"}],"c":"id","id" : "yes","d":"id"},
                  ["id","no"], {"\\"id\\"":"no"}, {"id":7}, {"id":{"id":"no"}}, "id"]}
        """);

    assertThat(ids).containsExactly("\"yes\"", "", "", "", "", "");
  }

  private static String cut(String item) {
    byte[] bytes = item.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, 0, Math.min(100, bytes.length), StandardCharsets.UTF_8);
  }

  private static ObjectNode item(Random random, int depth) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = "\\\"{}[],: é".substring(random.nextInt(9));
      if (depth > 0 && random.nextBoolean()) {
        node.putArray(name + i).add(item(random, depth - 1)).add(random.nextInt());
      } else {
        node.put(name, "\\\"]}\u0001☕".substring(random.nextInt(5)));
      }
    }
    return node;
  }

  private PageReader.Tokens read(String page) throws IOException {
    var in = new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
    return PageReader.read(
        in,
        100,
        20,
        item -> {
          items.add(new String(item.bytes(), 0, item.length(), StandardCharsets.UTF_8));
          sizes.add(item.size());
          ids.add(item.id());
        });
  }
}
