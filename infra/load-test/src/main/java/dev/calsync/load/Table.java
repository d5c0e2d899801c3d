package dev.calsync.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, printed as Markdown, so that a run's figures can stand in a page as is. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Numbers get as many decimals as tell something. */
  Table row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "%d cells under %d headings".formatted(cells.length, rows.getFirst().size()));
    }
    rows.add(Arrays.stream(cells).map(Table::text).toList());
    return this;
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), widths));
      if (i == 0) {
        text.append(
            Arrays.stream(widths)
                .mapToObj(width -> "-".repeat(width + 2))
                .collect(Collectors.joining("|", "|", "|\n")));
      }
    }
    return text.toString();
  }

  static String text(Object cell) {
    if (!(cell instanceof Double number)) {
      return String.valueOf(cell);
    }
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> " " + row.get(i) + " ".repeat(widths[i] - row.get(i).length() + 1))
        .collect(Collectors.joining("|", "|", "|\n"));
  }
}
