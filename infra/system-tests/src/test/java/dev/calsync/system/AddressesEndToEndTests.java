package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Addresses that strangers wrote: which of them the page lets people follow, and where they lead.
 * Control characters and spaces at an end are drawn as their pictures here.
 */
class AddressesEndToEndTests {
  private static final Pattern PICTURE = Pattern.compile("[\u2400-\u2420]");

  private static final String FOLLOWED =
      """
      https://example.com → https://example.com/
      HTTPS://EXAMPLE.COM/Path?Q#F → https://example.com/Path?Q#F
      ␠https://example.com/a b␠ → https://example.com/a%20b
      ␁https://example.com/␟ → https://example.com/
      ht␉tps://exam␊ple.com/␍ → https://example.com/
      https:example.com → https://example.com/
      https:\\\\example.com\\path → https://example.com/path
      https:///example.com → https://example.com/
      https://example.com:443/ → https://example.com/
      https://example.com:8443/ → https://example.com:8443/
      http://example.com:80/ → http://example.com/
      https://:@example.com/ → https://example.com/
      https://bücher.example/ä → https://xn--bcher-kva.example/%C3%A4
      https://аpple.com/ → https://xn--pple-43d.com/
      https://ⓔxample．com/ → https://example.com/
      https://exa%6Dple.com/ → https://example.com/
      https://exam\u00adple.com/ → https://example.com/
      https://example.com/\u202egpj.exe → https://example.com/%E2%80%AEgpj.exe
      https://example.com/%0Aintrude(1) → https://example.com/%0Aintrude(1)
      https://example.com/" onclick="intrude(1) → https://example.com/%22%20onclick=%22intrude(1)
      https://example.com/<b>intrude</b> → https://example.com/%3Cb%3Eintrude%3C/b%3E
      https://example.com/'><img src=x> → https://example.com/'%3E%3Cimg%20src=x%3E
      https://example.com/?next=javascript:intrude(1) → https://example.com/?next=javascript:intrude(1)
      https://example.com/#javascript:intrude(1) → https://example.com/#javascript:intrude(1)
      https://evil.example\\@www.google.com/ → https://evil.example/@www.google.com/
      https://0x7f.1/ → https://127.0.0.1/
      https://[::1]/ → https://[::1]/
      https://example.com/../../etc → https://example.com/etc
      """;

  private static final String REFUSED =
      """
      javascript:intrude(1)
      JaVaScRiPt:intrude(1)
      ␠javascript:intrude(1)
      ␀javascript:intrude(1)
      ␁javascript:intrude(1)
      ␟javascript:intrude(1)
      java␉script:intrude(1)
      java␊script:intrude(1)
      java␍script:intrude(1)
      java␀script:intrude(1)
      javascript␉:intrude(1)
      javascript␊:intrude(1)
      javascript://example.com/%0aintrude(1)
      javascript://https://example.com/␊intrude(1)
      javascript:'https://example.com/'
      javascript:%69ntrude(1)
      javascript&colon;intrude(1)
      &#106;avascript:intrude(1)
      &#x6A;avascript:intrude(1)
      &#0000106avascript:intrude(1)
      jav&#x09;ascript:intrude(1)
      java&NewLine;script:intrude(1)
      javascript：intrude(1)
      ｊavascript:intrude(1)
      \ufeffjavascript:intrude(1)
      \u00a0javascript:intrude(1)
      data:text/html,<script>intrude(1)</script>
      DATA:text/html;base64,PHNjcmlwdD4=
      data:image/svg+xml,<svg onload=intrude(1)>
      data:,https://example.com/
      da␉ta:text/html,x
      vbscript:msgbox(1)
      VbScRiPt:msgbox(1)
      blob:https://example.com/9115d58c-bcda-ff47-86e5-083e9a215304
      filesystem:https://example.com/temporary/x
      file:///etc/passwd
      file://server/share
      ftp://example.com/
      about:blank
      about:srcdoc
      view-source:https://example.com/
      chrome://settings
      jar:https://example.com/x.jar!/x.html
      feed:javascript:intrude(1)
      wss://example.com/
      mailto:ada@example.com
      tel:+491234
      webcal://example.com/x.ics
      intent://example.com/#Intent;scheme=https;end
      ms-word:ofe|u|https://example.com/x.docx
      itms-services://?action=download-manifest
      urn:uuid:9115d58c-bcda-ff47-86e5-083e9a215304
      https+javascript://example.com/
      xhttps://example.com/
      https
      https:
      https://
      https://?x
      https://#x
      https://example.com:99999/
      https://exa␀mple.com/
      https://exa<mple.com/
      https://exa%00mple.com/
      https://google.com%40evil.example/
      https://[::g]/
      https://256.256.256.256/
      https://ada@example.com/
      https://ada:secret@example.com/
      https://:secret@example.com/
      https://www.google.com@evil.example/
      https://www.google.com:443@evil.example/
      //evil.example/
      \\\\evil.example\\x
      /\\evil.example
      /accounts
      #x
      www.example.com/x
      ://example.com
      """;

  private static final String NOT_GOOGLES =
      """
      http://www.google.com/calendar
      https://google.com.evil.example/
      https://google.com%2eevil.example/
      https://www.google.com␉.evil.example/
      https://notgoogle.com/
      https://www.google.co/
      https://www.google.commerce/
      https://www.google.com./
      https://www.gооgle.com/
      https://evil.example/www.google.com
      https://evil.example?.google.com
      https://evil.example#.google.com
      https://evil.example\\.google.com
      https://.google.com/
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private Page page;

  @BeforeEach
  void open() {
    page = browsers.open(system);
  }

  @Test
  void onlyTheWebIsFollowedAndByNobodysNameOrPassword() {
    Map<String, String> followed = new LinkedHashMap<>();
    lines(FOLLOWED)
        .map(line -> line.split(" → ", 2))
        .forEach(pair -> followed.put(pair[0], pair[1]));
    assertThat(told("webAddress", List.copyOf(followed.keySet())))
        .isEqualTo(String.join("\n", followed.values()));
    assertThat(told("webAddress", lines(REFUSED).toList())).isEqualTo(nothing(REFUSED));
  }

  @Test
  void onlyGooglesOwnAddressesArePassedOffAsGoogles() {
    assertThat(
            told(
                "googleAddress",
                List.of(
                    "https://www.google.com/calendar/event?eid=1", "HTTPS://Calendar.GOOGLE.com")))
        .isEqualTo("https://www.google.com/calendar/event?eid=1\nhttps://calendar.google.com/");
    assertThat(told("googleAddress", lines(REFUSED).toList())).isEqualTo(nothing(REFUSED));
    assertThat(told("googleAddress", lines(NOT_GOOGLES).toList())).isEqualTo(nothing(NOT_GOOGLES));
  }

  /** In a description and out of it, whatever quotes and brackets it stands in. */
  @Test
  void linksInTextsLeadWhereTheySayAndLoseNoneOfTheText() {
    List<String> given =
        Stream.of(FOLLOWED.replaceAll(" → .*", ""), REFUSED, NOT_GOOGLES)
            .flatMap(AddressesEndToEndTests::lines)
            .toList();
    Object faults =
        page.evaluate(
            """
            async (given) => {
              const { plainText, webAddress, withLinks } = await import('/js/text.js');
              const faults = [];
              for (const address of given) {
                const texts = [address, `(${address})`, `<${address}>`, `see "${address}".`].concat(
                  ['"', "'"].map((quote) => plainText(`<a href=${quote}${address}${quote}>label</a>`)));
                for (const text of texts) {
                  const parts = withLinks(text);
                  const links = parts.filter(({ href }) => href);
                  const bad = links.filter(({ text: shown, href }) => href !== webAddress(shown) || !/^https?:/.test(href));
                  if (bad.length > 0 || parts.map((part) => part.text).join('') !== text) {
                    faults.push(`${text} → ${JSON.stringify(parts)}`);
                  }
                }
                if (!webAddress(address) && !/["'<>]/.test(address) && texts.at(-1) !== 'label') {
                  faults.push(`${address}: ${texts.at(-1)}`);
                }
              }
              return faults.join('\\n');
            }
            """,
            given);
    assertThat(faults).isEqualTo("");
  }

  private Object told(String function, List<String> addresses) {
    return page.evaluate(
        """
        async ([name, addresses]) => {
          const text = await import('/js/text.js');
          return addresses.map((each) => text[name](each)).join('\\n');
        }
        """,
        List.of(function, addresses));
  }

  private static String nothing(String addresses) {
    return lines(addresses).map(_ -> "").collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(AddressesEndToEndTests::undrawn);
  }

  private static String undrawn(String line) {
    return PICTURE
        .matcher(line)
        .replaceAll(found -> Character.toString(found.group().charAt(0) - '\u2400'));
  }
}
