# Figures of R's own least squares for tests/capacity/test_models.py. Base R only:
#   Rscript lm.R > lm.csv          (lm.csv of this folder: R 4.2.2)
# "weighted background" and "weighted full" count each municipality by its inhabitants, scaled to a mean of 1.
# country.csv: a drawn country of 98 municipalities, spending per 0-17-year-old and the twelve kinds of variable of the report's model.

country <- read.csv("country.csv", sep = ";")
background <- c("inhabitants", "age_12_17", "income", "pension", "social_housing", "urban")
full <- c(background, "places", "placed", "preventive", "family", "admissions", "outpatient")

say <- function(model, what, names, values) {
  cat(sprintf("%s;%s;%s;%.17g\n", model, what, names, values), sep = "")
}

report <- function(name, variables, weight = rep(1, nrow(country))) {
  country$weight <- weight
  fit <- lm(reformulate(variables, "spending"), country, weights = weight)
  seen <- summary(fit)
  labels <- c("constant", variables)
  cases <- country$code
  hat <- hatvalues(fit)
  left <- sqrt(weight) * residuals(fit) / (1 - hat)
  X <- sqrt(weight) * model.matrix(fit)
  bread <- solve(qr.R(fit$qr)); bread <- bread %*% t(bread)
  order <- fit$qr$pivot
  robust <- sqrt(diag(bread %*% crossprod(X[, order] * left) %*% bread))[order(order)]
  degrees <- fit$df.residual
  inside <- predict(fit, country, interval = "confidence", level = 0.95)
  alone <- t(sapply(seq_along(cases), function(i) {
    others <- lm(formula(fit), country[-i, ], weights = weight)
    predict(others, country[i, ], interval = "prediction", level = 0.95, weights = weight[i])
  }))
  inflation <- sapply(variables, function(one) {
    1 / (1 - summary(lm(reformulate(setdiff(variables, one), one), country, weights = weight))$r.squared)
  })
  say(name, "coefficient", labels, coef(fit))
  say(name, "error", labels, seen$coefficients[, 2])
  say(name, "robust error", labels, robust)
  say(name, "robust chance", labels, 2 * pt(-abs(coef(fit) / robust), degrees))
  say(name, "inflation", variables, inflation)
  say(name, "r2", "", seen$r.squared)
  say(name, "adjusted r2", "", seen$adj.r.squared)
  say(name, "spread", "", seen$sigma)
  say(name, "residual", cases, residuals(fit))
  say(name, "low", cases, inside[, 2])
  say(name, "high", cases, inside[, 3])
  say(name, "alone", cases, alone[, 1])
  say(name, "alone low", cases, alone[, 2])
  say(name, "alone high", cases, alone[, 3])
  say(name, "leverage", cases, hat)
  say(name, "cook", cases, cooks.distance(fit))
  say(name, "dffits", cases, dffits(fit))
}

cat("model;what;name;value\n")
report("background", background)
report("full", full)
by_inhabitants <- country$inhabitants / mean(country$inhabitants)
report("weighted background", background, by_inhabitants)
report("weighted full", full, by_inhabitants)
