package meters;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Meters {
  @Bean
  JavaRoute javaRoute() {
    return new JavaRoute();
  }

  public static void main(String[] args) {
    SpringApplication.run(Meters.class, args);
  }
}
