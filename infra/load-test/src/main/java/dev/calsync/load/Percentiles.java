package dev.calsync.load;

import java.util.List;

/** A sorted sample; ranks are nearest-rank, so every figure was really measured. */
record Percentiles(List<Double> sorted) {
  static Percentiles of(List<Double> sample) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("an empty sample has no percentiles");
    }
    return new Percentiles(sample.stream().sorted().toList());
  }

  /** The smallest value that at least this share of the sample does not exceed. */
  double at(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.clamp(rank, 1, sorted.size()) - 1);
  }

  double median() {
    return at(0.5);
  }

  double min() {
    return sorted.getFirst();
  }

  double max() {
    return sorted.getLast();
  }
}
