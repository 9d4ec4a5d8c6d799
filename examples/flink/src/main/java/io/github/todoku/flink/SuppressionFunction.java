package io.github.todoku.flink;

import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionStore;
import io.github.todoku.bounce.suppression.Suppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The suppression list as keyed state: each address has its history where the engine keeps it, in checkpoints and moved between
 * machines with its key. When the input has ended, each history is told once.
 */
final class SuppressionFunction extends KeyedProcessFunction<String, Told, String> {
    private static final long serialVersionUID = 1;

    private static final long AT_THE_END = Long.MAX_VALUE - 1;

    private transient @Nullable ValueState<AddressHistory> history;
    private transient @Nullable MapState<String, Boolean> mails;

    @Override
    public void open(OpenContext context) {
        history = getRuntimeContext().getState(new ValueStateDescriptor<>("history", AddressHistory.class));
        mails = getRuntimeContext().getMapState(new MapStateDescriptor<>("mails", String.class, Boolean.class));
    }

    @Override
    public void processElement(Told told, Context context, Collector<String> list) {
        Suppressions.using(new OneAddress(told.address()))
                .add(told.report(), Instant.ofEpochMilli(context.timerService().currentProcessingTime()));
        context.timerService().registerEventTimeTimer(AT_THE_END);
    }

    @Override
    public void onTimer(long at, OnTimerContext context, Collector<String> list) throws IOException {
        ValueState<AddressHistory> kept = history;
        AddressHistory known = kept == null ? null : kept.value();
        if (known != null) {
            list.collect(known.toJson());
        }
    }

    /** The state of the address whose turn it is; a report's other addresses have theirs elsewhere. */
    private final class OneAddress implements SuppressionStore {
        private final String address;

        OneAddress(String address) {
            this.address = address;
        }

        @Override
        public Optional<AddressHistory> find(String key) {
            ValueState<AddressHistory> kept = history;
            try {
                return kept != null && key.equals(address) ? Optional.ofNullable(kept.value()) : Optional.empty();
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        }

        @Override
        public void save(String key, AddressHistory known) {
            ValueState<AddressHistory> kept = history;
            try {
                if (kept != null && key.equals(address)) {
                    kept.update(known);
                }
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        }

        @Override
        public boolean remember(String mail) {
            MapState<String, Boolean> seen = mails;
            try {
                if (seen == null || seen.contains(mail)) {
                    return false;
                }
                seen.put(mail, true);
                return true;
            } catch (Exception lost) { // whatever the state's backend throws ends the task
                throw new IllegalStateException("the state cannot be read", lost);
            }
        }
    }
}
