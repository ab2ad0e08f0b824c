package pl.legitymacje;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.dao.DataAccessException;
import pl.legitymacje.school.Refused;

/** Several people who press the button at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /**
     * Does all of it at once.
     *
     * @return how much of it was done; whoever came too late has to have been refused, by us or by the database
     */
    public static int done(List<Runnable> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (Runnable one : work) {
                tries.add(people.submit(() -> {
                    start.await();
                    try {
                        one.run();
                        return true;
                    } catch (Refused | DataAccessException tooLate) {
                        return false;
                    }
                }));
            }
            start.countDown();
            int done = 0;
            for (Future<Boolean> one : tries) {
                done += one.get() ? 1 : 0;
            }
            return done;
        } finally {
            people.shutdownNow();
        }
    }
}
