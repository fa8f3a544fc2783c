package io.github.camelmbus.simulator;

/** Time that jumps to where somebody waits for it. */
final class VirtualPace implements Pace {
  private volatile long nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void await(long until) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos = Math.max(nanos, until);
  }

  @Override
  public void wake() {
    // Nobody ever waits.
  }
}
