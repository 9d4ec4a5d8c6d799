package io.github.todoku.dkim;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a text has the private half of a key: the key itself in whatever place, or the first line of a PEM file where the key
 * belongs. That line in a tag that means something else, such as a note, is no key.
 *
 * @param start where it begins
 * @param end where it ends, exclusive
 */
record PrivateText(int start, int end) {
    /** In the first line of a PEM file with a private key, of whatever type. */
    private static final String PEM = "PRIVATE KEY-----";

    /** The longest name of a tag that counts as one. */
    private static final int MAX_NAME = 20;

    /** What may be the beginning of a private key: the base64 of a sequence (0x30) begins with M. */
    private static final Pattern BEGINNING = Pattern.compile("(?<![A-Za-z0-9+/])M[A-Za-z0-9+/]{15}");

    static Optional<PrivateText> in(TagList list) {
        String text = list.text();
        for (int at = text.indexOf(PEM); at >= 0; at = text.indexOf(PEM, at + 1)) {
            if (isKeysPlace(list, at)) {
                return Optional.of(new PrivateText(at, at + PEM.length()));
            }
        }
        Matcher beginning = BEGINNING.matcher(text);
        while (beginning.find()) {
            if (PublicKeyReader.isPrivate(beginning.group())) {
                return Optional.of(around(list, beginning.start(), beginning.end()));
            }
        }
        return PublicKeyReader.isPrivate(PublicKeyReader.withoutBlanks(text))
                ? Optional.of(new PrivateText(0, text.length()))
                : Optional.empty();
    }

    /** The tag {@code p}, or outside every tag. */
    private static boolean isKeysPlace(TagList list, int at) {
        return list.tags().stream()
                .filter(tag -> tag.start() <= at && at < tag.end())
                .noneMatch(tag -> isNamed(tag) && !tag.name().equalsIgnoreCase("p"));
    }

    /** The PEM lines and the padding of base64 have equals signs, too. */
    private static boolean isNamed(Tag tag) {
        return tag.name().chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c))
                && tag.name().length() <= MAX_NAME;
    }

    private static PrivateText around(TagList list, int start, int end) {
        return list.tags().stream()
                .filter(tag -> tag.start() <= start && end <= tag.end())
                .findFirst()
                .map(tag -> new PrivateText(tag.start(), tag.end()))
                .orElse(new PrivateText(start, end));
    }
}
