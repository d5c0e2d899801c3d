package dev.calsync.sync.google;

import dev.calsync.model.AccountId;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.sync.quota.Permission;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands before and after each call to Google: may we, and what does the answer teach. */
@Component
class CallBudget {
  private final Quota quota;
  private final MeterRegistry meters;

  CallBudget(Quota quota, MeterRegistry meters) {
    this.quota = quota;
    this.meters = meters;
  }

  /** Why not to call; null where the call may be made. */
  @Nullable GoogleFault refusal(AccountId account, Call call, Work work) {
    Permission permission = isWrite(call) ? quota.toWrite(account) : quota.toRead(account, work);
    return switch (permission) {
      case Permission.Granted _ -> null;
      case Permission.Later(var reason, var in) -> new GoogleFault.NoBudget(reason, in);
      case Permission.WritesStopped _ ->
          new GoogleFault.QuotaExceeded("Google takes no more changes from this account for hours");
    };
  }

  void answered(Call call) {
    count(call, "ok");
  }

  /** Counts a call that failed; what Google says of our pace is made known to all workers. */
  GoogleFault refused(AccountId account, Call call, GoogleFault fault) {
    count(call, fault.getClass().getSimpleName());
    if (fault instanceof GoogleFault.RateLimited(_, var retryAfter, var accountOnly)) {
      quota.tooFast(accountOnly ? account : null, retryAfter);
    } else if (fault instanceof GoogleFault.QuotaExceeded && isWrite(call)) {
      quota.writesRefused(account);
    }
    return fault;
  }

  private static boolean isWrite(Call call) {
    return switch (call) {
      case LIST_ALL, LIST_SINCE_TOKEN, READ -> false;
      case WRITE, WRITE_IF_MATCH -> true;
    };
  }

  private void count(Call call, String outcome) {
    String name = call.name().toLowerCase(Locale.ROOT);
    meters.counter("calsync.google.requests", "call", name, "outcome", outcome).increment();
  }
}
