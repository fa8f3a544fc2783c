package meters;

import org.apache.camel.main.Main;

public final class Meters {
  private Meters() {}

  public static void main(String[] args) throws Exception {
    Main main = new Main();
    main.configure().addRoutesBuilder(JavaRoute.class);
    main.run(args);
  }
}
