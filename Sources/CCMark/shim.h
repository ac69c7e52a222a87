/* cmark-gfm and its extensions (tables) as one module. Nothing of our own. */
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
