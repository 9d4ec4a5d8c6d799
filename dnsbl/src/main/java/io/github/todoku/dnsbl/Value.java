package io.github.todoku.dnsbl;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that is the sum of its parts: equal when they are, shown by them on one line. */
abstract class Value implements Serializable {
    private static final long serialVersionUID = 1;

    /** What it consists of, in order. */
    abstract List<@Nullable Object> parts();

    @Override
    @SuppressWarnings("EqualsGetClass") // all classes of values are final
    public final boolean equals(@Nullable Object other) {
        return this == other
                || (other != null && getClass() == other.getClass() && parts().equals(((Value) other).parts()));
    }

    @Override
    public final int hashCode() {
        return parts().hashCode();
    }

    /** One line for logs. */
    @Override
    public String toString() {
        return Printable.line(getClass().getSimpleName() + parts());
    }
}
