package io.github.todoku.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/** A file is a message: its octets, as many as are read of a message. */
final class WholeFile extends SimpleStreamFormat<byte[]> {
    private static final long serialVersionUID = 1;

    /** More is nobody's bounce. */
    private static final int MAX_OCTETS = 32 << 20;

    @Override
    public StreamFormat.Reader<byte[]> createReader(Configuration settings, FSDataInputStream file) {
        return new StreamFormat.Reader<>() {
            private boolean read;

            @Override
            public byte @Nullable [] read() throws IOException {
                if (read) {
                    return null;
                }
                read = true;
                return file.readNBytes(MAX_OCTETS);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
