// Values of any width in consecutive words, the least significant first. Bits above the width are 0, and results are none of
// the operands.

typedef struct {
  uint64_t *words;
  uint32_t width;
} WideValue;

static inline uint32_t wordCount(uint32_t width) { return (width + 63) >> 6; }

static inline uint64_t wordOf(WideValue value, uint32_t index) {
  return index < wordCount(value.width) ? value.words[index] : 0;
}

static bool isNegative(WideValue value) {
  return value.words[wordCount(value.width) - 1] >> ((value.width - 1) & 63) & 1;
}

static uint64_t topMask(uint32_t width) { return UINT64_MAX >> ((64 - (width & 63)) & 63); }

static void clearUnusedBits(WideValue result) { result.words[wordCount(result.width) - 1] &= topMask(result.width); }

static bool isZero(WideValue value) {
  for (uint32_t i = 0; i < wordCount(value.width); i++)
    if (value.words[i]) return false;
  return true;
}

static bool isAllOnes(WideValue value) {
  uint32_t last = wordCount(value.width) - 1;
  for (uint32_t i = 0; i < last; i++)
    if (value.words[i] != UINT64_MAX) return false;
  return value.words[last] == topMask(value.width);
}

static uint64_t parity(WideValue value) {
  uint64_t mixed = 0;
  for (uint32_t i = 0; i < wordCount(value.width); i++) mixed ^= value.words[i];
  return (uint64_t)__builtin_parityll(mixed);
}

static bool isEqual(WideValue a, WideValue b) {
  for (uint32_t i = 0; i < wordCount(a.width); i++)
    if (a.words[i] != b.words[i]) return false;
  return true;
}

static bool isLess(WideValue a, WideValue b, bool isSigned) {
  if (isSigned && isNegative(a) != isNegative(b)) return isNegative(a);
  uint32_t i = wordCount(a.width) - 1;
  while (i > 0 && a.words[i] == b.words[i]) i--;
  return a.words[i] < b.words[i];
}

// The value as an amount, or `limit` when it is greater.
static uint64_t amountOf(WideValue value, uint64_t limit) {
  for (uint32_t i = 1; i < wordCount(value.width); i++)
    if (value.words[i]) return limit;
  return value.words[0] < limit ? value.words[0] : limit;
}

static uint64_t bitOf(WideValue value, uint64_t index) {
  return index < value.width ? value.words[index >> 6] >> (index & 63) & 1 : 0;
}

static void setZero(WideValue result) {
  for (uint32_t i = 0; i < wordCount(result.width); i++) result.words[i] = 0;
}

// Sets the bits from `low` up to the end.
static void setOnes(WideValue result, uint32_t low) {
  if (low >= result.width) return;
  result.words[low >> 6] |= UINT64_MAX << (low & 63);
  for (uint32_t i = (low >> 6) + 1; i < wordCount(result.width); i++) result.words[i] = UINT64_MAX;
  clearUnusedBits(result);
}

// The bits of `source` from `low` up; 0 beyond its end.
static void setSlice(WideValue result, WideValue source, uint32_t low) {
  uint32_t offset = low >> 6, shift = low & 63;
  for (uint32_t i = 0; i < wordCount(result.width); i++) {
    uint64_t value = wordOf(source, i + offset) >> shift;
    if (shift) value |= wordOf(source, i + offset + 1) << (64 - shift);
    result.words[i] = value;
  }
  clearUnusedBits(result);
}

// Sets the bits from `low` up, which are 0, to those of `source`, as far as there is room.
static void insertBits(WideValue result, WideValue source, uint32_t low) {
  uint32_t offset = low >> 6, shift = low & 63, count = wordCount(result.width);
  for (uint32_t i = 0; i < wordCount(source.width); i++) {
    if (i + offset < count) result.words[i + offset] |= source.words[i] << shift;
    if (shift && i + offset + 1 < count) result.words[i + offset + 1] |= source.words[i] >> (64 - shift);
  }
}

// Puts `source` in the place of the bits from `low` up.
static void replaceBits(WideValue result, WideValue source, uint32_t low) {
  uint32_t offset = low >> 6, shift = low & 63, count = wordCount(result.width);
  for (uint32_t i = 0; i < wordCount(source.width); i++) {
    uint32_t used = source.width - 64 * i < 64 ? source.width - 64 * i : 64;
    uint64_t mask = UINT64_MAX >> (64 - used);
    uint64_t bits = source.words[i] & mask;
    result.words[i + offset] = (result.words[i + offset] & ~(mask << shift)) | bits << shift;
    if (shift && i + offset + 1 < count && used > 64 - shift) {
      uint32_t rest = 64 - shift;
      result.words[i + offset + 1] = (result.words[i + offset + 1] & ~(mask >> rest)) | bits >> rest;
    }
  }
}

static void setLeftShift(WideValue result, WideValue source, uint64_t amount) {
  setZero(result);
  if (amount >= result.width) return;
  insertBits(result, source, (uint32_t)amount);
  clearUnusedBits(result);
}

static void setArithmeticShift(WideValue result, WideValue source, uint64_t amount) {
  setSlice(result, source, (uint32_t)amount);
  if (isNegative(source)) setOnes(result, result.width - (uint32_t)amount);
}

// `a + (b ^ inverted) + carry`, where `inverted` is all zeros or all ones.
static void setSum(WideValue result, WideValue a, WideValue b, uint64_t inverted, uint64_t carry) {
  for (uint32_t i = 0; i < wordCount(result.width); i++) {
    uint64_t partial = a.words[i] + (b.words[i] ^ inverted);
    uint64_t sum = partial + carry;
    carry = (partial < a.words[i]) | (sum < partial);
    result.words[i] = sum;
  }
  clearUnusedBits(result);
}

static void setProduct(WideValue result, WideValue a, WideValue b) {
  uint32_t count = wordCount(result.width);
  setZero(result);
  for (uint32_t i = 0; i < count; i++) {
    uint64_t carry = 0;
    for (uint32_t j = 0; i + j < count; j++) {
      // At most (2^64 - 1)^2 + 2 (2^64 - 1), which is 2^128 - 1.
      unsigned __int128 sum = (unsigned __int128)a.words[i] * b.words[j] + result.words[i + j] + carry;
      result.words[i + j] = (uint64_t)sum;
      carry = (uint64_t)(sum >> 64);
    }
  }
  clearUnusedBits(result);
}

// -a
static void setNegation(WideValue result, WideValue a) {
  uint64_t carry = 1;
  for (uint32_t i = 0; i < wordCount(result.width); i++) {
    result.words[i] = ~a.words[i] + carry;
    carry = carry && result.words[i] == 0;
  }
  clearUnusedBits(result);
}

static void copyWords(WideValue result, WideValue source) {
  for (uint32_t i = 0; i < wordCount(result.width); i++) result.words[i] = source.words[i];
}

// Division bit by bit: it is by constants, and rare. Rounded toward zero; a divisor of 0 gives 0.
static void setDivision(WideValue result, WideValue a, WideValue b, bool isSigned, bool isQuotient, uint64_t *scratch) {
  uint32_t count = wordCount(result.width), width = result.width;
  if (isZero(b)) {
    setZero(result);
    return;
  }
  WideValue dividend = {scratch, width}, divisor = {scratch + count, width}, quotient = {scratch + 2 * count, width};
  // A bit more than the divisor, as it is doubled before it is compared.
  WideValue remainder = {scratch + 3 * count, width + 1}, larger = {scratch + 4 * count + 1, width + 1};
  bool aIsNegative = isSigned && isNegative(a), bIsNegative = isSigned && isNegative(b);
  if (aIsNegative) setNegation(dividend, a); else copyWords(dividend, a);
  if (bIsNegative) setNegation(divisor, b); else copyWords(divisor, b);
  setZero(quotient);
  setZero(remainder);
  setSlice(larger, divisor, 0);
  for (uint32_t i = width; i-- > 0;) {
    for (uint32_t j = wordCount(width + 1); j-- > 0;)
      remainder.words[j] = remainder.words[j] << 1 | (j ? remainder.words[j - 1] >> 63 : bitOf(dividend, i));
    if (isLess(remainder, larger, false)) continue;
    uint64_t borrow = 0;
    for (uint32_t j = 0; j < wordCount(width + 1); j++) {
      uint64_t difference = remainder.words[j] - larger.words[j];
      uint64_t next = (remainder.words[j] < larger.words[j]) | (difference < borrow);
      remainder.words[j] = difference - borrow;
      borrow = next;
    }
    quotient.words[i >> 6] |= (uint64_t)1 << (i & 63);
  }
  WideValue magnitude = isQuotient ? quotient : (WideValue){remainder.words, width};
  if (isQuotient ? aIsNegative != bIsNegative : aIsNegative) setNegation(result, magnitude);
  else copyWords(result, magnitude);
}
