package dev.calsync.sync.turn;

import dev.calsync.model.ChangeType;
import java.util.List;

/** What plans come to. */
final class Plans {
  private Plans() {}

  static List<ChangeType> types(TurnPlan plan) {
    return plan.changes().stream().map(ChangeDraft::type).toList();
  }

  static boolean changesNothing(TurnPlan plan) {
    return plan.saves().isEmpty() && plan.removals().isEmpty() && plan.changes().isEmpty();
  }
}
