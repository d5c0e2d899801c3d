package dev.calsync.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTests {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    var table = new Table("round", "turns/s").row("warm-up", 1234.5).row(1, 0.5);

    assertThat(table)
        .hasToString(
            """
            | round   | turns/s |
            |---------|---------|
            | warm-up | 1,235   |
            | 1       | 0.50    |
            """);
  }

  @Test
  void numbersHaveAsManyDecimalsAsTellSomething() {
    assertThat(Table.text(0.123)).isEqualTo("0.12");
    assertThat(Table.text(12.34)).isEqualTo("12.3");
    assertThat(Table.text(12345.6)).isEqualTo("12,346");
    assertThat(Table.text(7)).isEqualTo("7");
  }

  @Test
  void aRowWithACellTooFewIsRefused() {
    var table = new Table("a", "b");

    assertThatThrownBy(() -> table.row(1)).hasMessageContaining("1 cells under 2 headings");
  }
}
