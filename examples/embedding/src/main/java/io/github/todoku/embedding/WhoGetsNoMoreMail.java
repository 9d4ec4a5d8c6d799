package io.github.todoku.embedding;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionStore;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.message.Maildir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;

/** Bounces of a Maildir into a table of addresses that get no more mail: each mail once, one transaction a mail. */
final class WhoGetsNoMoreMail {
    private WhoGetsNoMoreMail() {}

    /** Takes a JDBC address and a Maildir. */
    public static void main(String[] args) throws IOException, SQLException {
        try (Connection database = DriverManager.getConnection(args[0])) {
            read(Path.of(args[1]), database, Instant.now());
        }
    }

    static void read(Path mailbox, Connection database, Instant now) throws IOException, SQLException {
        database.setAutoCommit(false);
        Suppressions suppressions = Suppressions.using(new Table(database));
        try (var reports = BounceParser.standard().parseAll(Maildir.open(mailbox))) {
            for (var entry = reports.iterator(); entry.hasNext(); ) {
                suppressions.add(entry.next().report(), now);
                database.commit(); // the mail and what it says, or neither
            }
        }
    }

    /**
     * Two tables: the mails that were read, each by a digest of its key, and the addresses with their histories. Written for H2:
     * other databases may want other types and sizes.
     */
    static final class Table implements SuppressionStore {
        private final Connection database;

        Table(Connection database) throws SQLException {
            this.database = database;
            try (Statement create = database.createStatement()) {
                create.execute("CREATE TABLE IF NOT EXISTS mail (id CHAR(64) PRIMARY KEY)");
                create.execute("CREATE TABLE IF NOT EXISTS address (id VARCHAR(512) PRIMARY KEY, reason VARCHAR(20),"
                        + " since TIMESTAMP WITH TIME ZONE, history VARCHAR(100000) NOT NULL)");
            }
        }

        @Override
        public Optional<AddressHistory> find(String key) {
            try (PreparedStatement select = database.prepareStatement("SELECT history FROM address WHERE id = ?")) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(AddressHistory.parse(row.getString(1))) : Optional.empty();
                }
            } catch (SQLException | IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void save(String key, AddressHistory history) {
            try (PreparedStatement update = database.prepareStatement(
                            "UPDATE address SET reason = ?, since = ?, history = ? WHERE id = ?");
                    PreparedStatement insert = database.prepareStatement(
                            "INSERT INTO address (reason, since, history, id) VALUES (?, ?, ?, ?)")) {
                if (written(update, key, history) == 0) {
                    written(insert, key, history);
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static int written(PreparedStatement statement, String key, AddressHistory history)
                throws SQLException {
            statement.setString(1, history.reason().map(Enum::name).orElse(null));
            statement.setObject(
                    2, history.since().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
            statement.setString(3, history.toJson());
            statement.setString(4, key);
            return statement.executeUpdate();
        }

        @Override
        public boolean remember(String mail) {
            try (PreparedStatement select = database.prepareStatement("SELECT 1 FROM mail WHERE id = ?");
                    PreparedStatement insert = database.prepareStatement("INSERT INTO mail VALUES (?)")) {
                String id = digest(mail);
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return false;
                    }
                }
                insert.setString(1, id);
                return insert.executeUpdate() == 1;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        /** A sender may write a key of any length. */
        private static String digest(String key) {
            try {
                byte[] octets = key.getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible); // every JDK has it
            }
        }
    }
}
