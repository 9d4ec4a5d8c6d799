/** The SPF record to publish: lint, tree, costs, plan, drift. */
module io.github.todoku.spf.publish {
    requires transitive io.github.todoku.dns;
    requires transitive io.github.todoku.spf;
    requires static transitive org.jspecify;

    exports io.github.todoku.spf.publish;
}
