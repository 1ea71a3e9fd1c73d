package io.bartizan.policy.load;

/** The stable codes of problems; each has a page in the docs. A code is never used again. */
enum Code {
  /** No policy file was found. */
  BZ1001,
  /** The file can't be read. */
  BZ1002,
  /** The file is not YAML, or not UTF-8. */
  BZ1003,
  /** The file is empty. */
  BZ1004,
  /** A YAML feature that policies don't use: anchors, aliases, tags, merge keys, documents. */
  BZ1005,
  /** A key stands twice. */
  BZ1006,
  /** An unknown key. */
  BZ1007,
  /** A required key is missing. */
  BZ1008,
  /** A value of the wrong shape. */
  BZ1009,
  /** A value that is not one of those possible. */
  BZ1010,
  /** A path pattern that is none. */
  BZ1011,
  /** An address or network that is none. */
  BZ1012,
  /** A role, user, client or service that nothing defines. */
  BZ1013,
  /** A condition that can't be read. */
  BZ1014,
  /** A rate that is none. */
  BZ1015,
  /** A name that stands twice. */
  BZ1016,
  /** Others may write the file, or own it. */
  BZ1017,
  /** The file is larger or deeper than a policy may be. */
  BZ1018,
  /** An issuer that does not lead to its keys. */
  BZ1019,
  /** A handler or a route template that is none. */
  BZ1020,
  /** A rule that enforces by itself where it can't. */
  BZ1021,
  /** A share of those who ask that is none. */
  BZ1022,
  /** A header of a proxy that nobody may set. */
  BZ1030,
  /** A clock skew that is none. */
  BZ1031,
  /** A time for which answers can't be believed. */
  BZ1032,
  /** A second issuer that is asked about opaque tokens. */
  BZ1033,
  /** A condition that names what does not exist. */
  BZ1040,
  /** A condition whose types don't fit. */
  BZ1041,
  /** A condition that is larger or deeper than one may be. */
  BZ1042,
  /** A pattern, network, time or zone in a condition that is none. */
  BZ1043,
  /** Variables that lead in a circle. */
  BZ1044,
  /** A status list that may not be fetched from there, or is of no use. */
  BZ1045,
  /** A refresh time of status lists that is none. */
  BZ1046,
  /** TLS of a port that is not there. */
  BZ1047,
  /** A SOAP operation that is none, or one that is denied on every path. */
  BZ1055,
  /** Roles that lead in a circle. */
  BZ1056,
  /** A time that is none. */
  BZ1057,
  /** An include that leads nowhere, out of the policy's folder, or in a circle. */
  BZ1058,
  /** A file without the end that the others have. */
  BZ1059,
  /** A header that can't hold an identity. */
  BZ1060,
  /** Accounts of sessions that are nobody's. */
  BZ1061,
  /** Accounts of sessions that nobody tells of. */
  BZ1062,
  /** A time or a network prefix of sessions that is none. */
  BZ1065,
  /** A mask of what the trail does not tell. */
  BZ1071,
  /** A mask of a variable that no path has. */
  BZ1072,
  /** A rotation of the trail that is none. */
  BZ1073,
  /** A copy in clear of a trail that is encrypted. */
  BZ1074,
  /** A webhook that is none, or is not signed one way. */
  BZ1075,
  /** An alert that goes no way, or several, or a threshold that is none. */
  BZ1076,
  /** A severity of alerts that is none. */
  BZ1077,
  /** An entry of the revocation file that names no tokens, or several kinds of them. */
  BZ2020,
  /** A source of revocations that can't be one. */
  BZ2022
}
