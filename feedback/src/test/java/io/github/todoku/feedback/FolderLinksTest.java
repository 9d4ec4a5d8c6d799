package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write into a folder chooses no file elsewhere that is read. */
class FolderLinksTest {
    private static final String REPORT = "<feedback><report_metadata><org_name>a</org_name></report_metadata>"
            + "<policy_published><domain>example.com</domain></policy_published><record><row><source_ip>192.0.2.1"
            + "</source_ip><count>1</count></row></record></feedback>";

    @Test
    void aLinkInAFolderIsNotFollowed(@TempDir Path root) throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret.xml"), REPORT);
        Path folder = Files.createDirectories(root.resolve("reports"));
        Files.writeString(folder.resolve("own.xml"), REPORT);
        Files.createSymbolicLink(folder.resolve("file.xml"), secret);
        Files.createSymbolicLink(folder.resolve("folder"), outside);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Path named = Files.createSymbolicLink(root.resolve("named"), folder);
        for (Path each : List.of(folder, named)) {
            assertThat(places(each)).containsExactly(each.resolve("own.xml").toString());
        }
        assertThat(places(folder.resolve("file.xml")))
                .as("a link that the user names")
                .hasSize(1);
    }

    private static List<String> places(Path path) throws IOException {
        List<String> places = new ArrayList<>();
        try (ReportReader reader = ReportReader.open(path)) {
            for (ReportItem item : reader) {
                if (item instanceof AggregateReport.Row || item instanceof RefusedReport) {
                    places.add(item.place());
                }
            }
        }
        return places;
    }
}
