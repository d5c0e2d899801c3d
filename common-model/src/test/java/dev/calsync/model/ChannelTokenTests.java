package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.ChannelToken.Expired;
import dev.calsync.model.ChannelToken.Forged;
import dev.calsync.model.ChannelToken.Genuine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTokenTests {
  private static final Instant NOW = Instant.parse("2026-11-23T05:30:00Z");
  private static final Instant EXPIRY = NOW.plus(Duration.ofDays(7));
  private static final ChannelToken.Key OLD = key("old", 'o');
  private static final ChannelToken.Key NEW = key("new", 'n');

  private final ChannelToken tokens = new ChannelToken(List.of(NEW, OLD));
  private final String token = tokens.sign(Examples.CHANNEL, Examples.CALENDAR, EXPIRY);

  @Test
  void tokenNamesItsCalendar() {
    assertThat(verify(token)).isEqualTo(new Genuine(Examples.CALENDAR));
  }

  @Test
  void tokenOfAnotherChannelIsForged() {
    var other = new ChannelId(UUID.fromString("4ba78bf0-6a47-4e22-bcfd-0800200c9a67"));
    assertThat(tokens.verify(other, token, NOW)).isEqualTo(new Forged());
  }

  @Test
  void tokenWithAnyBitFlippedIsNeverGenuine() {
    for (int position = 0; position < token.length(); position++) {
      for (int bit = 0; bit < Character.SIZE; bit++) {
        char[] flipped = token.toCharArray();
        flipped[position] ^= (char) (1 << bit);
        assertThat(verify(String.valueOf(flipped))).isEqualTo(new Forged());
      }
    }
  }

  @Test
  void tokenCutOrLengthenedIsForged() {
    for (int length = 0; length < token.length(); length++) {
      assertThat(verify(token.substring(0, length))).isEqualTo(new Forged());
      assertThat(verify(token.substring(length + 1))).isEqualTo(new Forged());
    }
    assertThat(verify(token + "A")).isEqualTo(new Forged());
    assertThat(verify(token + "\n")).isEqualTo(new Forged());
  }

  @Test
  void tokenHoldsUntilTheSecondOfItsExpiry() {
    assertThat(tokens.verify(Examples.CHANNEL, token, EXPIRY))
        .isEqualTo(new Genuine(Examples.CALENDAR));
    assertThat(tokens.verify(Examples.CHANNEL, token, EXPIRY.plusMillis(1)))
        .isEqualTo(new Expired(EXPIRY));
  }

  @Test
  void expiredTokenOfAnotherChannelIsForgedNotExpired() {
    assertThat(tokens.verify(new ChannelId(UUID.randomUUID()), token, EXPIRY.plusSeconds(1)))
        .isEqualTo(new Forged());
  }

  @Test
  void firstKeySignsAndAllVerify() {
    assertThat(token).startsWith("v1.new.");
    String old = sign(OLD);
    assertThat(verify(old)).isEqualTo(new Genuine(Examples.CALENDAR));
    assertThat(new ChannelToken(List.of(NEW)).verify(Examples.CHANNEL, old, NOW))
        .isEqualTo(new Forged());
  }

  @Test
  void keysDerivedFromTwoClientSecretsBothVerifyAndTheFirstSigns() {
    String before = sign(ChannelToken.Key.derivedFrom("old"));
    var both = new ChannelToken(ChannelToken.Key.derivedFrom("new", "old"));
    assertThat(both.verify(Examples.CHANNEL, before, NOW))
        .isEqualTo(new Genuine(Examples.CALENDAR));
    String after = both.sign(Examples.CHANNEL, Examples.CALENDAR, EXPIRY);
    assertThat(
            new ChannelToken(ChannelToken.Key.derivedFrom("new", null))
                .verify(Examples.CHANNEL, after, NOW))
        .isEqualTo(new Genuine(Examples.CALENDAR));
    assertThat(
            new ChannelToken(ChannelToken.Key.derivedFrom("new", null))
                .verify(Examples.CHANNEL, before, NOW))
        .isEqualTo(new Forged());
  }

  @Test
  void strangersKeyUnderAKnownNameIsForged() {
    assertThat(verify(sign(key("new", 'x')))).isEqualTo(new Forged());
    assertThat(verify(sign(NEW).replace("v1.new.", "v1.old."))).isEqualTo(new Forged());
  }

  @Test
  void longestTokenFitsGooglesLimit() {
    var longest = new ChannelToken(List.of(key("k".repeat(16), 'k')));
    String text =
        longest.sign(Examples.CHANNEL, Examples.CALENDAR, Instant.ofEpochSecond(999_999_999_999L));
    assertThat(text.length()).isLessThanOrEqualTo(ChannelToken.MAX_LENGTH);
    assertThat(longest.verify(Examples.CHANNEL, text, NOW))
        .isEqualTo(new Genuine(Examples.CALENDAR));
  }

  @Test
  void expiryThatATokenCannotHoldIsRefusedWhenSigning() {
    assertThatThrownBy(() -> tokens.sign(Examples.CHANNEL, Examples.CALENDAR, Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> tokens.sign(Examples.CHANNEL, Examples.CALENDAR, Instant.EPOCH.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "....",
        "v1....",
        "v1.new.01939f6e-0000-7000-8000-00000000000c.99999999999.",
        "v1.new.------------------------------------.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1.new.01939f6e-0000-7000-8000-00000000000c.999999999999999999999999.AAAA",
        "v1.\u0000.x.1.x",
        "v1.new.\u00e4.1.\ud83d\ude00",
        "null",
        "${jndi:ldap://x}"
      })
  void hostileTextIsForged(String hostile) {
    assertThat(verify(hostile)).isEqualTo(new Forged());
    assertThat(verify(hostile.repeat(10_000))).isEqualTo(new Forged());
  }

  @Test
  void keysAreReadFromTheirSetting() {
    String setting =
        "a:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=, b:YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";
    assertThat(ChannelToken.Key.parseAll(setting)).containsExactly(key("a", 'a'), key("b", 'b'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ":YWFh", "a:YWFh", "a:%%%", "a b:YWFh", "a:"})
  void wrongKeySettingIsRefusedAndNotShown(String setting) {
    assertThatThrownBy(() -> ChannelToken.Key.parseAll(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel token key")
        .hasMessageNotContainingAny("YWFh", "%%%");
  }

  @Test
  void keysMustDifferInTheirNames() {
    String one = "a:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
    assertThatThrownBy(() -> ChannelToken.Key.parseAll(one + "," + one))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new ChannelToken(List.of())).hasMessageContaining("none");
  }

  @Test
  void derivedKeyIsTheSameForTheSameSecretAndShowsNothingOfIt() {
    var derived = ChannelToken.Key.derivedFrom("client-secret");
    assertThat(derived).isEqualTo(ChannelToken.Key.derivedFrom("client-secret"));
    assertThat(derived).isNotEqualTo(ChannelToken.Key.derivedFrom("client-secret2"));
    assertThat(derived).hasToString("Key[derived]");
  }

  private ChannelToken.Verdict verify(String text) {
    return tokens.verify(Examples.CHANNEL, text, NOW);
  }

  private static String sign(ChannelToken.Key key) {
    return new ChannelToken(List.of(key)).sign(Examples.CHANNEL, Examples.CALENDAR, EXPIRY);
  }

  private static ChannelToken.Key key(String id, char letter) {
    return ChannelToken.Key.of(
        id, String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
  }
}
