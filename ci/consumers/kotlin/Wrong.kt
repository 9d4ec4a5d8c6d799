import io.github.todoku.spf.SpfResult

/** No Kotlin: what may be null is taken for what may not, and the compiler has to say so. */
fun wrong(result: SpfResult): Int = result.explanation().length
