package io.github.todoku.dns;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The numbers of record types that zone text may name though answers do not carry them typed (IANA's registry, 2026-11). */
final class TypeNames {
    /** No type has this name. */
    static final int UNKNOWN = -1;

    private static final int MAX_CODE = 0xFFFF;
    private static final int MAX_LENGTH = 16;
    private static final String GENERIC = "TYPE";

    /** All of it, for the types that are seldom met; those of {@link RecordType} need none of it read. */
    private static final class Registry {
        static final Map<String, Integer> CODES = codes("""
                A 1 NS 2 MD 3 MF 4 CNAME 5 SOA 6 MB 7 MG 8 MR 9 NULL 10 WKS 11 PTR 12 HINFO 13 MINFO 14 MX 15 TXT 16
                RP 17 AFSDB 18 X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25 PX 26 GPOS 27 AAAA 28 LOC 29
                NXT 30 EID 31 NIMLOC 32 SRV 33 ATMA 34 NAPTR 35 KX 36 CERT 37 A6 38 DNAME 39 SINK 40 OPT 41 APL 42
                DS 43 SSHFP 44 IPSECKEY 45 RRSIG 46 NSEC 47 DNSKEY 48 DHCID 49 NSEC3 50 NSEC3PARAM 51 TLSA 52
                SMIMEA 53 HIP 55 NINFO 56 RKEY 57 TALINK 58 CDS 59 CDNSKEY 60 OPENPGPKEY 61 CSYNC 62 ZONEMD 63
                SVCB 64 HTTPS 65 DSYNC 66 HHIT 67 BRID 68 SPF 99 UINFO 100 UID 101 GID 102 UNSPEC 103 NID 104
                L32 105 L64 106 LP 107 EUI48 108 EUI64 109 NXNAME 128 TKEY 249 TSIG 250 IXFR 251 AXFR 252 MAILB 253
                MAILA 254 ANY 255 URI 256 CAA 257 AVC 258 DOA 259 AMTRELAY 260 RESINFO 261 WALLET 262 CLA 263
                IPN 264 TA 32768 DLV 32769
                """);

        private static Map<String, Integer> codes(String registry) {
            Map<String, Integer> codes = new HashMap<>();
            String[] words = registry.trim().split("\\s+", 0);
            for (int i = 0; i < words.length; i += 2) {
                codes.put(words[i], Integer.valueOf(words[i + 1]));
            }
            return Map.copyOf(codes);
        }
    }

    /** Where names stand in the data of types that are not read: a relative one is below the origin (RFC 1035 §5.1). */
    private static final class Places {
        static final Map<Integer, Set<Integer>> OF_NAMES = Map.ofEntries(
                Map.entry(7, Set.of(0)), // MB
                Map.entry(8, Set.of(0)), // MG
                Map.entry(9, Set.of(0)), // MR
                Map.entry(14, Set.of(0, 1)), // MINFO
                Map.entry(17, Set.of(0, 1)), // RP
                Map.entry(18, Set.of(1)), // AFSDB
                Map.entry(21, Set.of(1)), // RT
                Map.entry(26, Set.of(1, 2)), // PX
                Map.entry(33, Set.of(3)), // SRV
                Map.entry(35, Set.of(5)), // NAPTR
                Map.entry(36, Set.of(1)), // KX
                Map.entry(39, Set.of(0)), // DNAME
                Map.entry(64, Set.of(1)), // SVCB
                Map.entry(65, Set.of(1)), // HTTPS
                Map.entry(107, Set.of(1))); // LP
    }

    private TypeNames() {}

    /**
     * The number of a type by its mnemonic or as {@code TYPE123} (RFC 3597 §5), in any case; {@link #UNKNOWN} if there is
     * none.
     */
    static int code(String name) {
        if (name.length() > MAX_LENGTH) {
            return UNKNOWN;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith(GENERIC)) {
            return number(upper.substring(GENERIC.length()));
        }
        Optional<RecordType> ours = RecordType.parse(upper);
        return ours.isPresent() ? ours.get().code() : Registry.CODES.getOrDefault(upper, UNKNOWN);
    }

    /** The places of names among the words of a type's data, from 0. */
    static Set<Integer> places(int code) {
        return Places.OF_NAMES.getOrDefault(code, Set.of());
    }

    private static int number(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int code = number ? Integer.parseInt(digits) : UNKNOWN;
        return code <= MAX_CODE ? code : UNKNOWN;
    }
}
