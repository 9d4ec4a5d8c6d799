/** A program of modules. */
module com.example.app {
    requires io.github.todoku.render;
}
