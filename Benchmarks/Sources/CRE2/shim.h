#include <re2/re2.h>
#include <re2/set.h>
