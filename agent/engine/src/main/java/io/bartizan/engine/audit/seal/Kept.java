package io.bartizan.engine.audit.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checkpoints that were kept elsewhere: the log must still hold all lines that they speak of. */
final class Kept {

  private final List<Checkpoint> all;

  /** Those of the segment in hand, by how many lines they cover. */
  private final Map<Long, List<Checkpoint>> due = new HashMap<>();

  Kept(List<Checkpoint> all) {
    this.all = new ArrayList<>(all);
  }

  Kept copy() {
    Kept copy = new Kept(all);
    copy.due.putAll(due);
    return copy;
  }

  /** A segment begins; what is wrong with a kept checkpoint of it, null if nothing is. */
  @Nullable String begin(SegmentCheck segment) {
    due.clear();
    for (Checkpoint checkpoint : all) {
      if (checkpoint.segment() == segment.header.segment) {
        SegmentCheck.Fault fault = segment.vouches(checkpoint);
        if (fault != null) {
          return "a kept checkpoint is " + fault.message;
        }
        due.computeIfAbsent(checkpoint.size(), size -> new ArrayList<>()).add(checkpoint);
      }
    }
    return compare(segment);
  }

  /** The same lines must come to the same root; what differs, null if nothing does. */
  @Nullable String compare(SegmentCheck segment) {
    if (due.isEmpty()) {
      return null;
    }
    for (Checkpoint checkpoint : due.getOrDefault(segment.next(), Collections.emptyList())) {
      if (!Arrays.equals(checkpoint.root(), segment.root())) {
        return "a kept checkpoint of " + checkpoint.size() + " lines differs";
      }
    }
    return null;
  }

  /** What is missing of a segment that has so many lines; null if nothing is. */
  @Nullable String beyond(long segment, long lines) {
    long most = lines;
    for (Checkpoint checkpoint : all) {
      if (checkpoint.segment() == segment) {
        most = Math.max(most, checkpoint.size());
      }
    }
    return most == lines ? null : "a kept checkpoint covers " + most + " lines, here are " + lines;
  }

  /** What is missing of segments after one; null if nothing is. */
  @Nullable String after(long segment) {
    for (Checkpoint checkpoint : all) {
      if (checkpoint.segment() > segment) {
        return "a kept checkpoint is of segment " + checkpoint.segment() + ", which is not here";
      }
    }
    return null;
  }
}
