package dev.calsync.system;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Some three hundred texts that would run script in a page that took text for markup, or ask
 * somebody else for a picture, each in its own words: every element that can run something, out of
 * every place a text can be put, in every spelling that browsers forgive.
 */
final class HostileTexts {
  private static final int COUNT = 302;

  /** What runs {@code intrude} with its number where it is taken for markup. */
  private static final List<String> ELEMENTS =
      List.of(
          "<script>intrude(#)</script>",
          "<img src=x onerror=intrude(#)>",
          "<svg onload=intrude(#)>",
          "<details open ontoggle=intrude(#)>",
          "<body onload=intrude(#)>",
          "<input autofocus onfocus=intrude(#)>",
          "<select autofocus onfocus=intrude(#)></select>",
          "<textarea autofocus onfocus=intrude(#)></textarea>",
          "<video><source onerror=intrude(#)></video>",
          "<audio src=x onerror=intrude(#)></audio>",
          "<marquee onstart=intrude(#)>x</marquee>",
          "<iframe srcdoc=\"<script>parent.intrude(#)</script>\"></iframe>",
          "<iframe src=\"javascript:parent.intrude(#)\"></iframe>",
          "<object data=\"javascript:intrude(#)\"></object>",
          "<embed src=\"javascript:intrude(#)\">",
          "<a href=\"javascript:intrude(#)\">open</a>",
          "<form action=javascript:intrude(#)><button>x</button></form>",
          "<button formaction=javascript:intrude(#) form=editor-form>x</button>",
          "<math><mtext><table><mglyph><style><img src=x onerror=intrude(#)>",
          "<math href=\"javascript:intrude(#)\">x</math>",
          "<svg><animate onbegin=intrude(#) attributeName=x dur=1s>",
          "<svg><a xlink:href=\"javascript:intrude(#)\"><text y=9>x</text></a></svg>",
          "<svg><foreignObject><img src=x onerror=intrude(#)></foreignObject></svg>",
          "<svg><script>intrude(#)</script></svg>",
          "<noscript><p title=\"</noscript><img src=x onerror=intrude(#)>\">",
          "<style onload=intrude(#)></style>",
          "<template><img src=x onerror=intrude(#)></template>",
          "<div style=position:fixed;inset:0 onpointerover=intrude(#)>x</div>",
          "<div popover id=p# onbeforetoggle=intrude(#)></div><button popovertarget=p#>x</button>",
          "<link rel=stylesheet href=https://evil.example/#.css>",
          "<style>@import 'https://evil.example/#.css';</style>",
          "<base href=https://evil.example/#/>",
          "<meta http-equiv=refresh content=\"0;url=https://evil.example/#\">");

  /** Where the text may stand when it is taken for markup, and how else it may be spelt. */
  private static final List<UnaryOperator<String>> WAYS =
      List.of(
          text -> text,
          text -> "\">" + text,
          text -> "'>" + text,
          text -> "</title></textarea></style></script>" + text,
          text -> "--><!-->" + text,
          text -> text.replace("<", "&lt;").replace(">", "&gt;"),
          text -> text.replace(" ", "/"),
          HostileTexts::upper,
          text -> "<" + text + "<<b>");

  /** What is no markup: addresses, templates, letters that hide others. */
  private static final List<String> OTHERS =
      List.of(
          "javascript:intrude(#)",
          "JaVaScRiPt:intrude(#)",
          "java\\u0073cript:intrude(#)",
          "javascript&colon;intrude(#)",
          "&#106;avascript:intrude(#)",
          "https://example.com/\" onmouseover=\"intrude(#)",
          "javascript://example.com/%0aintrude(#)",
          "https://example.com/' onmouseover='intrude(#)",
          "https://example.com/><script>intrude(#)</script>",
          "https://intrude(#)@example.com/`${intrude(#)}`",
          "<img src=https://evil.example/#.png width=1 height=1>",
          "//evil.example/#.js",
          "data:text/html,<script>opener.intrude(#)</script>",
          "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaW50cnVkZSgwKTwvc2NyaXB0Pg==#",
          "vbscript:intrude(#)",
          "<p style=\"background:url(https://evil.example/#.png)\">x</p>",
          "blob:https://example.com/intrude(#)",
          "mailto:a@example.com?subject=<script>intrude(#)</script>",
          "{{constructor.constructor('intrude(#)')()}}",
          "${intrude(#)}",
          "<%= intrude(#) %>",
          "`;intrude(#);//",
          "');intrude(#);//",
          "\\\";intrude(#);//",
          "</script><script>intrude(#)</script>",
          "%3Cscript%3Eintrude(#)%3C/script%3E",
          "\\u003cscript\\u003eintrude(#)\\u003c/script\\u003e",
          "\u202egnp.tnevE<script>intrude(#)</script>",
          "\u200b<\u200bscript>intrude(#)</script>",
          "\uff1cscript\uff1eintrude(#)\uff1c/script\uff1e",
          "<scr<script>ipt>intrude(#)</scr</script>ipt>",
          "<![CDATA[<script>intrude(#)</script>]]>",
          "<?xml-stylesheet href=\"javascript:intrude(#)\"?>",
          "<img src=\"x` `<script>intrude(#)</script>\"` `>");

  /** What would run script, or leave the web, where it is followed or drawn. */
  static final List<String> ADDRESSES =
      List.of(
          "javascript:intrude('address')",
          "JaVaScRiPt:intrude('address')",
          " javascript:intrude('address')",
          "\u0001javascript:intrude('address')",
          "java\tscript:intrude('address')",
          "java\nscript:intrude('address')",
          "java\rscript:intrude('address')",
          "javascript\t:intrude('address')",
          "javascript://www.google.com/%0aintrude('address')",
          "javascript:'https://www.google.com/'",
          "data:text/html,<script>opener.intrude('address')</script>",
          "DATA:text/html;base64,PHNjcmlwdD4=",
          "da\tta:text/html,x",
          "data:image/svg+xml,<svg onload=intrude('address')>",
          "vbscript:intrude('address')",
          "VbScRiPt:intrude('address')",
          "\u001fvbscript:intrude('address')",
          "blob:https://www.google.com/9115d58c-bcda-ff47-86e5-083e9a215304",
          "filesystem:https://www.google.com/temporary/x",
          "file:///etc/passwd",
          "about:blank",
          "view-source:https://www.google.com/",
          "intent://www.google.com/#Intent;scheme=https;end");

  private HostileTexts() {}

  /** Every {@code step}th of them; all of them by 1. */
  static List<String> every(int step) {
    List<String> all = all();
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      chosen.add(all.get(i));
    }
    return chosen;
  }

  private static List<String> all() {
    Set<String> all = new LinkedHashSet<>();
    int number = 0;
    for (String other : OTHERS) {
      all.add(other.replace("#", String.valueOf(++number)));
    }
    for (UnaryOperator<String> way : WAYS) {
      for (String element : ELEMENTS) {
        all.add(way.apply(element.replace("#", String.valueOf(++number))));
      }
    }
    return all.stream().limit(COUNT).toList();
  }

  /** Elements and attributes in capitals; what they run stays as it must be written. */
  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT)
        .replace("INTRUDE(", "intrude(")
        .replace("PARENT.", "parent.");
  }
}
