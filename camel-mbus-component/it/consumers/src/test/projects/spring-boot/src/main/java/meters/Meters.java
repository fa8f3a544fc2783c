package meters;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Meters {
  public static void main(String[] args) {
    SpringApplication.run(Meters.class, args);
  }
}
