package io.github.todoku.feedback;

import org.jspecify.annotations.Nullable;

/** One item, or none. */
final class ItemLayer extends Layer {
    private final String place;
    private @Nullable ReportItem item;

    ItemLayer(String place, @Nullable ReportItem item) {
        this.place = place;
        this.item = item;
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) {
        ReportItem given = item;
        item = null;
        return given;
    }

    @Override
    String place() {
        return place;
    }
}
