/* libspf2 as judge of the worlds of spf_worlds.py: reads them, writes "WORLD.QUESTION verdict explanation reason" for each question.
 * usage: judge_libspf2 FILE
 * cc -o judge_libspf2 judge_libspf2.c -lspf2 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include <spf2/spf.h>
#include <spf2/spf_dns.h>

#define MAX_ENTRIES 4096

struct entry {
    char *name;
    ns_type type;
    int silent;
    char *values; /* divided by tabs */
};

static struct entry entries[MAX_ENTRIES];
static int count;

static ns_type type_of(const char *text) {
    return !strcmp(text, "A") ? ns_t_a : !strcmp(text, "AAAA") ? ns_t_aaaa : !strcmp(text, "MX") ? ns_t_mx
         : !strcmp(text, "PTR") ? ns_t_ptr : !strcmp(text, "TXT") ? ns_t_txt : 0;
}

/* The octets of a TXT record, its strings joined: that is how libspf2 wants them. */
static size_t octets_of(const char *hex, char *out) {
    size_t length = 0;
    for (const char *at = hex; *at; ) {
        unsigned octet;
        if (*at == ',') {
            at++;
        } else if (sscanf(at, "%2x", &octet) == 1) {
            out[length++] = (char) octet;
            at += 2;
        } else {
            break;
        }
    }
    out[length] = 0;
    return length;
}

static int fill(SPF_dns_rr_t *rr, int at, ns_type type, const char *value) {
    const char *text = value;
    char *octets = NULL;
    size_t length = strlen(value);
    if (type == ns_t_a || type == ns_t_aaaa) {
        if (SPF_dns_rr_buf_realloc(rr, at, sizeof(SPF_dns_rr_data_t)) != SPF_E_SUCCESS) return 0;
        return inet_pton(type == ns_t_a ? AF_INET : AF_INET6, value, type == ns_t_a ? (void *) &rr->rr[at]->a : (void *) &rr->rr[at]->aaaa) == 1;
    }
    if (type == ns_t_mx) {
        text = strchr(value, ' ') + 1;
        length = strlen(text);
    } else if (type == ns_t_txt) {
        octets = malloc(length + 1);
        length = octets_of(value, octets);
        text = octets;
    }
    if (SPF_dns_rr_buf_realloc(rr, at, length + 1) != SPF_E_SUCCESS) return 0;
    memcpy(type == ns_t_mx ? rr->rr[at]->mx : type == ns_t_ptr ? rr->rr[at]->ptr : rr->rr[at]->txt, text, length + 1);
    free(octets);
    return 1;
}

static SPF_dns_rr_t *lookup(SPF_dns_server_t *server, const char *domain, ns_type type, int should_cache) {
    (void) should_cache;
    size_t length = strlen(domain);
    if (length && domain[length - 1] == '.') length--;
    for (int i = 0; i < count; i++) {
        struct entry *entry = &entries[i];
        if (entry->type != type || strncasecmp(entry->name, domain, length) || entry->name[length]) continue;
        if (entry->silent) return SPF_dns_rr_new_init(server, domain, type, 0, TRY_AGAIN);
        SPF_dns_rr_t *rr = SPF_dns_rr_new_init(server, domain, type, 300, NETDB_SUCCESS);
        char *copy = strdup(entry->values), *rest = copy, *value;
        while ((value = strsep(&rest, "\t"))) {
            if (!fill(rr, rr->num_rr, type, value)) abort();
            rr->num_rr++;
        }
        free(copy);
        return rr;
    }
    return SPF_dns_rr_new_init(server, domain, type, 0, HOST_NOT_FOUND);
}

static void forget(void) {
    for (int i = 0; i < count; i++) {
        free(entries[i].name);
        free(entries[i].values);
    }
    count = 0;
}

static void escaped(const char *text) {
    for (; text && *text; text++) {
        if (*text >= ' ' && *text <= '~' && *text != '\\') putchar(*text); else printf("\\x%02x", (unsigned char) *text);
    }
}

static void judge(SPF_server_t *server, const char *ip, const char *helo, const char *sender) {
    SPF_request_t *request = SPF_request_new(server);
    SPF_response_t *response = NULL;
    if (strchr(ip, ':')) SPF_request_set_ipv6_str(request, ip); else SPF_request_set_ipv4_str(request, ip);
    if (*helo) SPF_request_set_helo_dom(request, helo);
    if (*sender) SPF_request_set_env_from(request, sender);
    SPF_request_query_mailfrom(request, &response);
    SPF_result_t result = response ? SPF_response_result(response) : SPF_RESULT_NONE;
    if (result == SPF_RESULT_INVALID && SPF_response_errors(response) > 0) {
        result = SPF_RESULT_PERMERROR; /* a record that does not compile has errors and no result */
    }
    printf("%s\t", SPF_strresult(result));
    const char *text = response && SPF_response_result(response) == SPF_RESULT_FAIL ? SPF_response_get_explanation(response) : NULL;
    escaped(text);
    putchar('\t');
    const char *reason = response ? SPF_strerror(SPF_response_errcode(response)) : "";
    for (int i = 0; response && i < SPF_response_messages(response); i++) {
        if (SPF_error_errorp(SPF_response_message(response, i))) {
            reason = SPF_error_message(SPF_response_message(response, i));
            break;
        }
    }
    escaped(reason);
    putchar('\n');
    if (response) SPF_response_free(response);
    SPF_request_free(request);
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) return 2;
    long world = -1;
    int question = 0;
    static SPF_dns_server_t dns = {.lookup = lookup, .name = "world"};
    SPF_server_t *server = SPF_server_new_dns(&dns, 0);
    SPF_server_set_rec_dom(server, "mail.receiver.example");
    SPF_server_set_sanitize(server, 0);
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) > 0) {
        if (line[length - 1] == '\n') line[length - 1] = 0;
        char *rest = line, *kind = strsep(&rest, "\t");
        if (*kind == 'W') {
            world = atol(rest);
            question = 0;
            forget();
        } else if (*kind == 'D' || *kind == 'F') {
            if (count == MAX_ENTRIES) return 3;
            struct entry *entry = &entries[count++];
            entry->name = strdup(strsep(&rest, "\t"));
            entry->type = type_of(strsep(&rest, "\t"));
            entry->silent = *kind == 'F';
            entry->values = strdup(rest ? rest : "");
        } else if (*kind == 'Q') {
            char *ip = strsep(&rest, "\t"), *helo = strsep(&rest, "\t");
            printf("%ld.%d\t", world, question++);
            fflush(stdout); /* should it crash, the question is known */
            judge(server, ip, helo, rest);
        }
    }
    fflush(stdout);
    return 0;
}
