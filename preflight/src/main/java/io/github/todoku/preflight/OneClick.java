package io.github.todoku.preflight;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One-click unsubscription, by the header of one message (RFC 8058). */
final class OneClick {
    private static final String URIS = "List-Unsubscribe";
    private static final String POST = "List-Unsubscribe-Post";
    private static final String ONE_CLICK = "list-unsubscribe=one-click";

    /** The most signatures of one message that are looked at. */
    private static final int MAX_SIGNATURES = 20;

    private OneClick() {}

    static Finding judge(HeaderFields header) {
        List<String> uris = header.all(URIS);
        List<String> post = header.all(POST);
        if (uris.isEmpty() && post.isEmpty()) {
            return PreflightFinding.ONE_CLICK_NONE.of("");
        }
        if (uris.size() != 1 || post.size() != 1) {
            String which = uris.size() != 1 ? URIS : POST;
            return PreflightFinding.ONE_CLICK_FIELDS.of(
                    "", which, header.all(which).size());
        }
        if (!hasHttps(uris.get(0))) {
            return PreflightFinding.ONE_CLICK_HTTPS.of("");
        }
        if (!post.get(0).strip().toLowerCase(Locale.ROOT).equals(ONE_CLICK)) {
            return PreflightFinding.ONE_CLICK_POST.of("", post.get(0).strip());
        }
        boolean signed =
                header.all("DKIM-Signature").stream().limit(MAX_SIGNATURES).anyMatch(OneClick::covers);
        return (signed ? PreflightFinding.ONE_CLICK : PreflightFinding.ONE_CLICK_UNSIGNED).of("");
    }

    /** §3.1: the field must contain one HTTPS URI; others may stand beside it, and comments (RFC 2369 §2). Commas may be part of one. */
    private static boolean hasHttps(String uris) {
        int depth = 0;
        for (int i = 0; i < uris.length(); i++) {
            char each = uris.charAt(i);
            if (each == '\\') {
                i++;
            } else if (each == '(') {
                depth++;
            } else if (each == ')' && depth > 0) {
                depth--;
            } else if (each == '<' && depth == 0) {
                int end = uris.indexOf('>', i);
                if (end < 0) {
                    return false;
                }
                if (uris.substring(i + 1, end).strip().toLowerCase(Locale.ROOT).startsWith("https://")) {
                    return true;
                }
                i = end;
            }
        }
        return false;
    }

    /** §4: a signature must cover both fields. Whether it is valid is for a verifier. */
    private static boolean covers(String signature) {
        Set<String> fields = new TreeSet<>();
        for (String tag : signature.split(";", -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0 && tag.substring(0, equals).strip().equals("h")) {
                for (String name : tag.substring(equals + 1).split(":", -1)) {
                    fields.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return fields.contains(URIS.toLowerCase(Locale.ROOT)) && fields.contains(POST.toLowerCase(Locale.ROOT));
    }
}
