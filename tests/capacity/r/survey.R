# Figures of R's package survey for tests/capacity/test_estimates_r.py. Debian's r-cran-survey:
#   Rscript survey.R > survey.csv          (survey.csv of this folder: R 4.2.2, survey 4.1-1)
# sample.csv: a drawn survey of 98 municipalities in three sizes; units and persons are the stratum's own, answered or not.

suppressPackageStartupMessages(library(survey))

sample <- read.csv("sample.csv", sep = ";")
strata <- unique(sample[c("stratum", "units", "persons")])
national <- sum(strata$persons)
units <- sum(strata$units)
sample$all <- units
sample$weight <- units / nrow(sample)
sample$rate <- sample$count / sample$people

say <- function(what, found, scale, degrees) {
  ends <- confint(found, df = degrees)
  values <- c(coef(found), SE(found), ends[1, ]) * scale
  cat(sprintf("%s;%s;%.17g\n", what, c("value", "error", "low", "high"), values), sep = "")
  cat(sprintf("%s;degrees;%d\n", what, degrees))
}

cat("what;name;value\n")

# One sample: every municipality has the same chance, with and without the finite-population correction.
one <- svydesign(ids = ~1, data = sample, fpc = ~all)
open <- svydesign(ids = ~1, data = sample, weights = ~weight)
say("mean", svymean(~count, one), 1, degf(one))
say("mean without correction", svymean(~count, open), 1, degf(open))
say("mean of rates", svymean(~rate, one), national, degf(one))
say("mean of rates without correction", svymean(~rate, open), national, degf(open))
say("ratio", svyratio(~count, ~people, one), national, degf(one))
say("ratio without correction", svyratio(~count, ~people, open), national, degf(open))

# Strata: the total of counts, one ratio for all, and a ratio in each.
design <- svydesign(ids = ~1, strata = ~stratum, data = sample, fpc = ~units)
say("stratified", svytotal(~count, design), 1, degf(design))
say("combined ratio", svyratio(~count, ~people, design), national, degf(design))
separate <- svyratio(~count, ~people, design, separate = TRUE)
persons <- as.list(setNames(strata$persons, strata$stratum))[names(separate$ratios)]
total <- predict(separate, total = persons)
half <- qt(0.975, degf(design)) * as.numeric(total$se)
values <- c(total$total, total$se, total$total - half, total$total + half)
cat(sprintf("separate ratio;%s;%.17g\n", c("value", "error", "low", "high"), values), sep = "")
cat(sprintf("separate ratio;degrees;%d\n", degf(design)))

# Everybody in one stratum has answered.
census <- sample
census$units[census$stratum == "large"] <- sum(census$stratum == "large")
full <- svydesign(ids = ~1, strata = ~stratum, data = census, fpc = ~units)
say("stratified, one whole", svytotal(~count, full), 1, degf(full))
