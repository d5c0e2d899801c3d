package dev.calsync.notifier.feed;

/** As what somebody may see now what they were told of once; one rule for all that is kept. */
public final class RoleNow {
  /**
   * A column beside rows {@code told}, each of a calendar and of the person it was told. It is null
   * where the calendar was taken away, and its past with it.
   */
  public static final String COLUMN =
      """
      (select c.access_role from channel.calendar c
          join channel.account a on a.account_id = c.account_id
          left join sync.calendar_sync s on s.calendar_id = c.calendar_id
         where c.calendar_id = told.calendar_id and c.user_id = told.user_id
           and c.listed and c.selected and a.state <> 'DISCONNECTED'
           and s.parked is distinct from 'ACCESS_LOST') as role_now
      """;

  private RoleNow() {}
}
