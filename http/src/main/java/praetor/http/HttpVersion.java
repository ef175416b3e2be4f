package praetor.http;

/** Protocol version of a request. */
public enum HttpVersion {
  HTTP_1_0,
  HTTP_1_1,
  HTTP_2
}
