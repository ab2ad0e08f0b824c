package pl.legitymacje.office;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whose work needs what this endpoint gives; on a method it wins over its class. Without it everybody who works here
 * may look, and office and administrators may hand in ({@link OfficeDoor}).
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface OnlyFor {
    Role[] value();
}
