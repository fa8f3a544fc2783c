package meters;

import org.apache.camel.main.Main;

public final class Meters {
  private Meters() {}

  public static void main(String[] args) throws Exception {
    new Main().run(args);
  }
}
