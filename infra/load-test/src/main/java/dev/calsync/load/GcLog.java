package dev.calsync.load;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full a heap was, from the lines of {@code -Xlog:gc} that say {@code 180M->95M(512M)}.
 *
 * @param peak before any collection, in MiB: what the heap had to hold, garbage included
 * @param live after any collection, in MiB: what could not be thrown away
 * @param full collections of all of it, for which everything else stands still
 */
record GcLog(int collections, int peak, int live, int full) {
  private static final Pattern USED = Pattern.compile("\\b(\\d+)M->(\\d+)M\\(\\d+M\\)");

  static GcLog of(List<String> lines) {
    int collections = 0;
    int peak = 0;
    int live = 0;
    int full = 0;
    for (String line : lines) {
      Matcher used = USED.matcher(line);
      if (used.find()) {
        collections++;
        peak = Math.max(peak, Integer.parseInt(used.group(1)));
        live = Math.max(live, Integer.parseInt(used.group(2)));
        full += line.contains("Pause Full") ? 1 : 0;
      }
    }
    return new GcLog(collections, peak, live, full);
  }
}
