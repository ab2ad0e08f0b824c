package pl.legitymacje.school;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;

/** A Polish bank account number (NRB): 26 digits, the first two of which check the rest. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AccountNumber.Check.class)
@interface AccountNumber {

    String message() default "{school.accountNumber}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** ISO 7064 mod 97-10 with the country code PL (= 2521) put between the account and its check digits. */
    class Check implements ConstraintValidator<AccountNumber, String> {

        @Override
        public boolean isValid(String number, ConstraintValidatorContext context) {
            if (number == null) {
                return true; // said by @NotBlank
            }
            return number.matches("[0-9]{26}")
                    && new BigInteger(number.substring(2) + "2521" + number.substring(0, 2))
                                    .mod(BigInteger.valueOf(97))
                                    .intValue()
                            == 1;
        }
    }
}
