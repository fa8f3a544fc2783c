package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The masks of one search, each below the narrowest one that covers it and was probed before. */
final class ProbeTree {

  /** A mask that was probed. */
  static final class Node {
    final Mask mask;
    final @Nullable Node parent;
    final List<Node> children = new ArrayList<>();

    /** Which probes of the search asked it, from 1. */
    final List<Integer> numbers = new ArrayList<>();

    /** What the last of them saw. */
    Outcome outcome = new Outcome.Silence();

    private Node(Mask mask, @Nullable Node parent) {
      this.mask = mask;
      this.parent = parent;
    }

    boolean isSilent() {
      return outcome instanceof Outcome.Silence && children.isEmpty();
    }

    int depth() {
      return parent == null ? 0 : parent.depth() + 1;
    }

    /** Whether its id has a digit here that the mask above leaves open. */
    boolean fixes(int position) {
      return parent != null
          && parent.mask.address().id().charAt(position) == Mask.ANY_DIGIT
          && mask.address().id().charAt(position) != Mask.ANY_DIGIT;
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private int probes;

  /** A probe that hands on to another one what it is asked, and enters the answers here. */
  Probe recording(Probe probe) {
    return new Probe() {
      @Override
      public void wakeUp() {
        probe.wakeUp();
      }

      @Override
      public Outcome select(Mask mask, Effort effort) {
        Outcome outcome = probe.select(mask, effort);
        add(mask, outcome);
        return outcome;
      }

      @Override
      public Outcome address(int primaryAddress, Effort effort) {
        return probe.address(primaryAddress, effort);
      }

      @Override
      public boolean showsCollisions() {
        return probe.showsCollisions();
      }
    };
  }

  private void add(Mask mask, Outcome outcome) {
    Node node =
        nodes.stream()
            .filter(known -> known.mask.equals(mask))
            .findFirst()
            .orElseGet(() -> newNode(mask));
    node.numbers.add(++probes);
    node.outcome = outcome;
  }

  private Node newNode(Mask mask) {
    Node parent =
        nodes.stream()
            .filter(known -> known.mask.covers(mask))
            .max(Comparator.comparingInt(Node::depth))
            .orElse(null);
    Node node = new Node(mask, parent);
    nodes.add(node);
    if (parent != null) {
      parent.children.add(node);
    }
    return node;
  }

  /** Masks that no other one covers. */
  List<Node> roots() {
    return nodes.stream().filter(node -> node.parent == null).toList();
  }

  int depth() {
    return nodes.stream().mapToInt(Node::depth).max().orElse(0);
  }
}
