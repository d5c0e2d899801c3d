package dev.calsync.sync.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Google refuses makes all workers pause, slow down or leave off writing, for its time. */
class RefusalsIntegrationTests extends TwoWorkers {
  @Test
  void noWorkerCallsBeforeTheTimeGoogleAskedFor() {
    worker.toRead(ada, Work.LIVE);
    worker.tooFast(null, Duration.ofSeconds(90));

    assertThat(worker.toRead(ada, Work.LIVE)).isInstanceOf(Permission.Later.class);
    for (int second = 0; second < 90; second++) {
      assertThat(otherWorker.toRead(grace, Work.LIVE)).isInstanceOf(Permission.Later.class);
      assertThat(worker().toRead(ada, Work.LIVE)).isInstanceOf(Permission.Later.class);
      database.advance(Duration.ofSeconds(1));
    }
    database.advance(Duration.ofSeconds(1));
    assertThat(otherWorker.toRead(grace, Work.LIVE)).isInstanceOf(Permission.Granted.class);
    assertThat(worker.toRead(ada, Work.LIVE)).isInstanceOf(Permission.Granted.class);
  }

  @Test
  void aWorkerWithLeasedCallsHearsOfAPauseWithinASecond() {
    otherWorker.toRead(grace, Work.LIVE);
    otherWorker.toRead(grace, Work.LIVE);
    worker.toRead(ada, Work.LIVE);
    worker.tooFast(null, Duration.ofSeconds(90));
    database.advance(Chunk.VALID);

    assertThat(otherWorker.toRead(grace, Work.LIVE)).isInstanceOf(Permission.Later.class);
  }

  @Test
  void anAccountThatIsTooFastPausesAlone() {
    worker.toRead(ada, Work.LIVE);
    worker.tooFast(ada, Duration.ofSeconds(30));

    assertThat(otherWorker.toRead(ada, Work.LIVE)).isInstanceOf(Permission.Later.class);
    assertThat(otherWorker.toRead(grace, Work.LIVE)).isInstanceOf(Permission.Granted.class);
  }

  @Test
  @KnownBug(Complaint.QUOTA_STORM)
  void theRateIsHalvedOncePerBurstOfRefusalsAndComesBack() {
    worker.toRead(ada, Work.LIVE);
    IntStream.range(0, 20).forEach(_ -> worker.tooFast(null, null));
    assertThat(factor()).isEqualTo(0.5);
    database.advance(Duration.ofSeconds(15));
    worker.tooFast(null, null);
    assertThat(factor()).isBetween(0.25, 0.27);

    database.advance(Duration.ofMinutes(20));
    otherWorker.toRead(ada, Work.LIVE);
    otherWorker.tooFast(null, null);
    assertThat(factor()).isEqualTo(0.5); // of the full rate
  }

  @Test
  void refusalsThatNameNoTimePauseLongerEachTime() {
    worker.toRead(ada, Work.LIVE);
    worker.tooFast(null, null);
    assertThat(worker.closedFor(Work.LIVE)).isEqualTo(Duration.ofSeconds(2));
    database.advance(Duration.ofSeconds(15));
    worker.tooFast(null, null);

    assertThat(worker.closedFor(Work.LIVE)).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void anAccountWhoseWritesRestIsReadNevertheless() {
    assertThat(worker.toWrite(ada)).isInstanceOf(Permission.Granted.class);
    worker.writesRefused(ada);

    assertThat(worker.toWrite(ada)).isInstanceOf(Permission.WritesStopped.class);
    assertThat(otherWorker.toWrite(ada)).isInstanceOf(Permission.WritesStopped.class);
    assertThat(worker().toWrite(ada)).isInstanceOf(Permission.WritesStopped.class);
    assertThat(otherWorker.toRead(ada, Work.LIVE)).isInstanceOf(Permission.Granted.class);
    assertThat(otherWorker.toWrite(grace)).isInstanceOf(Permission.Granted.class);
    database.advance(Duration.ofHours(6));
    assertThat(worker.toWrite(ada)).isInstanceOf(Permission.Granted.class);
    assertThat(otherWorker.toWrite(ada)).isInstanceOf(Permission.Granted.class);
  }

  private double factor() {
    return database
        .jdbc()
        .sql("select factor from sync.quota where scope = ?")
        .param(Budgets.PROJECT)
        .query(Double.class)
        .single();
  }
}
