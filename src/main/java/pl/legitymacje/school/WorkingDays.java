package pl.legitymacje.school;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * The days on which the office works: neither Saturday, Sunday nor a statutory holiday (Ustawa o dniach wolnych od pracy;
 * 24 December from 2025).
 */
public final class WorkingDays {

    private WorkingDays() {}

    /** Loaded when first asked: reading the calendar takes a third of a second, which the start need not pay. */
    private static final class Poland {
        static final HolidayManager HOLIDAYS = load();

        /** The library looks for its parts by the thread's class loader, which in a pool's thread may not know them. */
        private static HolidayManager load() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(WorkingDays.class.getClassLoader());
            try {
                return HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.POLAND));
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    public static boolean isHoliday(LocalDate day) {
        return Poland.HOLIDAYS.isHoliday(day);
    }

    public static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(day);
    }

    /** The day itself if it is a working day, else the first one after it. */
    public static LocalDate onOrAfter(LocalDate day) {
        LocalDate working = day;
        while (!isWorkingDay(working)) {
            working = working.plusDays(1);
        }
        return working;
    }

    /**
     * The working day that lies so many working days before a day; the day itself is not counted.
     *
     * @param count at least 1
     */
    public static LocalDate before(LocalDate day, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
        LocalDate working = day;
        for (int left = count; left > 0; ) {
            working = working.minusDays(1);
            if (isWorkingDay(working)) {
                left--;
            }
        }
        return working;
    }
}
