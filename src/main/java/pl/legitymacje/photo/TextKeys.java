package pl.legitymacje.photo;

import java.util.Locale;

/** Where the sentences of a code stand in {@code texts/photo.properties}. */
final class TextKeys {

    private TextKeys() {}

    /** {@code photo.<group>tooSmall.reason} for {@code TOO_SMALL} and {@code reason}. */
    static String of(String group, Enum<?> code, String sentence) {
        StringBuilder key = new StringBuilder("photo.").append(group);
        String[] words = code.name().toLowerCase(Locale.ROOT).split("_", -1);
        key.append(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return key.append('.').append(sentence).toString();
    }
}
