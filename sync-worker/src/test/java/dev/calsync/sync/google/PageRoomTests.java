package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.calsync.sync.google.BoundedInput.TooLongException;
import dev.calsync.sync.google.PageRoom.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PageRoomTests {
  private static final int MEGABYTE = 1024 * 1024;

  /** Four readers have five megabytes each. */
  private final PageRoom room = new PageRoom(80 * MEGABYTE);

  private final List<Place> others = new ArrayList<>();

  @Test
  void whoFindsNoRoomWaitsUntilAnotherPageIsKept() throws Exception {
    occupy(4);
    var late = new FutureTask<>(() -> added(room.place(), 4 * MEGABYTE));
    Thread reader = Thread.ofPlatform().start(late);
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    others.getFirst().clear();

    assertThat(late.get()).isTrue();
  }

  /** Changes are not kept waiting by those who read everything. */
  @Test
  void fullReadingsLeaveRoomForChanges() throws Exception {
    for (int i = 0; i < 3; i++) {
      others.add(begun());
      assertThat(added(others.getLast(), 4 * MEGABYTE)).isTrue();
    }
    var fourth = new FutureTask<>(() -> added(begun(), 4 * MEGABYTE));
    Thread reader = Thread.ofPlatform().start(fourth);
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    occupy(1);

    others.getFirst().clear();
    assertThat(fourth.get()).isTrue();
  }

  /** Each may wait half a minute for Google, and then be light. */
  @Test
  void manyFullReadingsAreAskedForAtOnceAndNoMoreBeforeOneWasRead() throws Exception {
    for (int i = 0; i < 9; i++) {
      others.add(begun());
    }
    var late = new FutureTask<>(this::begun);
    Thread reader = Thread.ofPlatform().start(late);
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

    others.getFirst().settle();

    late.get().close();
    others.forEach(Place::close);
    assertThat(room.isFree()).isTrue();
  }

  @Test
  void lightPagesNeedNoRoom() {
    occupy(4);

    assertThatCode(() -> added(room.place(), 200_000)).doesNotThrowAnyException();
  }

  /** Else two that have half of what they need would wait for each other. */
  @Test
  void aPageThatGrowsBeyondTheRoomThereIsComesInSmallerPieces() throws IOException {
    occupy(4);
    Place place = others.getLast();

    assertThatThrownBy(() -> place.add(item(2 * MEGABYTE))).isInstanceOf(TooLongException.class);

    others.getFirst().clear();
    assertThatCode(() -> place.add(item(1))).doesNotThrowAnyException();
  }

  @Test
  void onePageMayHaveAllTheRoomIfNobodyElseIsThere() throws IOException {
    Place place = room.place();

    assertThat(added(place, 19 * MEGABYTE)).isTrue();
    assertThatThrownBy(() -> place.add(item(2 * MEGABYTE))).isInstanceOf(TooLongException.class);
  }

  @Test
  void aPageThatWasReadKeepsNoMoreThanItWeighs() throws IOException {
    for (int i = 0; i < 4; i++) {
      Place place = room.place();
      added(place, MEGABYTE);
      place.settle();
    }

    occupy(3);
  }

  @Test
  void whatIsClearedIsFreeWhateverItWas() throws IOException {
    for (boolean full : List.of(true, false)) {
      Place place = room.place();
      place.begin(full);
      added(place, 7 * MEGABYTE);
      place.settle();
      assertThat(room.isFree()).isFalse();

      place.begin(!full);
      place.close();

      assertThat(room.isFree()).isTrue();
    }
  }

  /** Of a full reading. */
  private Place begun() {
    Place place = room.place();
    assertThat(place.begin(true)).isTrue();
    return place;
  }

  private void occupy(int readers) {
    for (int i = 0; i < readers; i++) {
      Place place = room.place();
      others.add(place);
      assertThatCode(() -> added(place, 4 * MEGABYTE)).doesNotThrowAnyException();
    }
  }

  private static boolean added(Place place, int weight) throws IOException {
    place.add(item(weight));
    return true;
  }

  /** A byte weighs two. */
  private static RawItem item(int weight) {
    return RawItem.alone(new byte[weight / 2], weight);
  }
}
