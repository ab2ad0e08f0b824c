package pl.legitymacje.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Somebody in front of the Tasklist: says to the application what a browser would say, session and XSRF token included. */
final class Clerk {

    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    private static final String OFFICE = "/camunda/api/office/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    record Answer(int status, String body, HttpResponse<String> whole) {

        boolean good() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            if (!good()) {
                throw new AssertionError(whole.request() + ": " + status + " " + body);
            }
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;

    /** Somebody who has not logged in. */
    Clerk(App app) {
        this(app.address());
    }

    Clerk(URI address) {
        this.address = address;
    }

    /** @throws UncheckedIOException here and everywhere, if the application is not there (any more) */
    Clerk logIn(String user, String password) {
        Answer answer = logInFirst(user, password);
        if (!answer.good()) {
            throw new AssertionError("Login: " + answer.status() + " " + answer.body());
        }
        // The login made a new session; its token comes with the next page.
        ask("/camunda/app/tasklist/default/");
        return this;
    }

    /** From the login page on, and no further. */
    Answer logInFirst(String user, String password) {
        ask("/camunda/app/tasklist/default/");
        return tryLogIn("tasklist", user, password, "127.0.0.1");
    }

    /** A cookie from another day. */
    Clerk remembers(String setCookie) {
        HttpCookie.parse(setCookie).forEach(cookie -> {
            cookie.setVersion(0);
            cookies.getCookieStore().add(address, cookie);
        });
        return this;
    }

    /** @param from the address that a proxy would name */
    Answer tryLogIn(String webapp, String user, String password, String from) {
        return send("/camunda/api/admin/auth/user/default/login/" + webapp, request -> request.header(
                        "Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", from)
                .POST(BodyPublishers.ofString("username=" + encoded(user) + "&password=" + encoded(password))));
    }

    Answer ask(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    JsonNode office(String path) {
        return ask(OFFICE + path).json();
    }

    String officeText(String path) {
        Answer answer = ask(OFFICE + path);
        if (!answer.good()) {
            throw new AssertionError(path + ": " + answer.status());
        }
        return answer.body();
    }

    JsonNode engine(String path) {
        return ask(ENGINE + path).json();
    }

    Answer startProcess(String key, Map<String, ?> variables) {
        return post(ENGINE + "process-definition/key/" + key + "/start", variables);
    }

    Answer complete(String taskId, Map<String, ?> variables) {
        return post(ENGINE + "task/" + taskId + "/complete", variables);
    }

    Answer handInPhoto(long studentId, byte[] jpeg) {
        String boundary = "----zdjecie";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"studentId\"\r\n\r\n" + studentId
                        + "\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"zdjecie.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(jpeg);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(OFFICE + "photos", request -> request.header(
                        "Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private Answer post(String path, Map<String, ?> variables) {
        var typed = JSON.createObjectNode();
        variables.forEach((name, value) -> typed.putObject(name)
                .putPOJO("value", value)
                .put("type", value.getClass().getSimpleName()));
        return sendJson("POST", path, Map.of("variables", typed));
    }

    /** Anything else that the engine's API takes. */
    Answer tell(String method, String path, Object body) {
        return sendJson(method, ENGINE + path, body);
    }

    private Answer sendJson(String method, String path, Object body) {
        String json = JSON.valueToTree(body).toString();
        return send(path, request -> request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    Answer send(String path, UnaryOperator<HttpRequest.Builder> how) {
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
        return sendWithToken(token, path, how);
    }

    /** With a CSRF token that need not be the session's; empty for none. */
    Answer sendWithToken(String token, String path, UnaryOperator<HttpRequest.Builder> how) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
        if (!token.isEmpty()) {
            request.header("X-XSRF-TOKEN", token);
        }
        try {
            HttpResponse<String> response = browser.send(how.apply(request).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
