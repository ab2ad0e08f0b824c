package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.Student;

/** Every night what need not be kept is deleted, once. */
@OfficeTest
class DataRetentionTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Photos photos;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void aPhotoGoesInTheNightAfterItsLastDay() {
        Student student = desk.student();
        String photo = desk.goodPhoto(student);
        photos.accept(photo, "sekretariat");
        photos.keepUntil(photo, LocalDate.of(2026, 12, 23));
        desk.timeIs("2026-12-23T22:00");
        desk.jobsRun();
        assertThat(photos.original(photo)).isNotEmpty();
        desk.timeIs("2026-12-24T05:00");
        desk.jobsRun();
        desk.jobsRun();
        assertThat(photos.get(photo).erased()).isTrue();
        assertThat(photos.get(photo).sha256()).isNotBlank();
        assertThatThrownBy(() -> photos.portrait(photo)).isInstanceOf(RuntimeException.class);
    }
}
