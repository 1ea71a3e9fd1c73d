package io.bartizan.desk.trail;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one: the earliest record that any has next, and at the same time in the order
 * in which the sources were named. A source's own order stays as it is.
 */
final class MergedSource implements Source {

  private static final class Head {
    final TrailRecord record;
    final int place;

    Head(TrailRecord record, int place) {
      this.record = record;
      this.place = place;
    }
  }

  private final List<Source> sources;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          (left, right) -> {
            int byTime = Long.compare(left.record.time(), right.record.time());
            return byTime == 0 ? Integer.compare(left.place, right.place) : byTime;
          });

  MergedSource(List<Source> sources) throws IOException {
    this.sources = sources;
    for (int i = 0; i < sources.size(); i++) {
      advance(i);
    }
  }

  private void advance(int place) throws IOException {
    TrailRecord record = sources.get(place).next();
    if (record != null) {
      heads.add(new Head(record, place));
    }
  }

  @Override
  public @Nullable TrailRecord next() throws IOException {
    Head first = heads.poll();
    if (first == null) {
      return null;
    }
    advance(first.place);
    return first.record;
  }

  @Override
  public void close() throws IOException {
    for (Source source : sources) {
      source.close();
    }
  }
}
