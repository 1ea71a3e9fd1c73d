package io.bartizan.engine.audit;

import com.fasterxml.jackson.core.io.SerializedString;

/** The members of an event's line, encoded once: each stands in every line. */
final class Names {

  static final SerializedString ACTION_ID = new SerializedString("action_id");
  static final SerializedString ACTIVITY_ID = new SerializedString("activity_id");
  static final SerializedString ACTIVITY_NAME = new SerializedString("activity_name");
  static final SerializedString ACTOR = new SerializedString("actor");
  static final SerializedString ALIKE = new SerializedString("alike");
  static final SerializedString API = new SerializedString("api");
  static final SerializedString APP = new SerializedString("app");
  static final SerializedString APP_NAME = new SerializedString("app_name");
  static final SerializedString BODY_LENGTH = new SerializedString("body_length");
  static final SerializedString CALLER_DECISION = new SerializedString("caller_decision");
  static final SerializedString CATEGORY_UID = new SerializedString("category_uid");
  static final SerializedString CLASS_NAME = new SerializedString("class_name");
  static final SerializedString CLASS_UID = new SerializedString("class_uid");
  static final SerializedString CODE = new SerializedString("code");
  static final SerializedString CORRELATION_UID = new SerializedString("correlation_uid");
  static final SerializedString COUNT = new SerializedString("count");
  static final SerializedString CREDENTIAL_UID = new SerializedString("credential_uid");
  static final SerializedString DISPOSITION_ID = new SerializedString("disposition_id");
  static final SerializedString DOMAIN = new SerializedString("domain");
  static final SerializedString DST_ENDPOINT = new SerializedString("dst_endpoint");
  static final SerializedString END_TIME = new SerializedString("end_time");
  static final SerializedString FINDING_INFO = new SerializedString("finding_info");
  static final SerializedString FIREWALL_RULE = new SerializedString("firewall_rule");
  static final SerializedString GROUPS = new SerializedString("groups");
  static final SerializedString HANDLER = new SerializedString("handler");
  static final SerializedString HOSTNAME = new SerializedString("hostname");
  static final SerializedString HTTP_METHOD = new SerializedString("http_method");
  static final SerializedString HTTP_REQUEST = new SerializedString("http_request");
  static final SerializedString HTTP_RESPONSE = new SerializedString("http_response");
  static final SerializedString INTERMEDIATE_IPS = new SerializedString("intermediate_ips");
  static final SerializedString IP = new SerializedString("ip");
  static final SerializedString IS_APPLIED = new SerializedString("is_applied");
  static final SerializedString IS_REMOTE = new SerializedString("is_remote");
  static final SerializedString LATENCY = new SerializedString("latency");
  static final SerializedString LATENCY_MICROS = new SerializedString("latency_micros");
  static final SerializedString METADATA = new SerializedString("metadata");
  static final SerializedString MODE = new SerializedString("mode");
  static final SerializedString NAME = new SerializedString("name");
  static final SerializedString NOTES = new SerializedString("notes");
  static final SerializedString OPEN = new SerializedString("open");
  static final SerializedString OPERATION = new SerializedString("operation");
  static final SerializedString OUTCOME = new SerializedString("outcome");
  static final SerializedString PARENT_SPAN = new SerializedString("parent_span");
  static final SerializedString PARENT_UID = new SerializedString("parent_uid");
  static final SerializedString PATH = new SerializedString("path");
  static final SerializedString POLICY = new SerializedString("policy");
  static final SerializedString PORT = new SerializedString("port");
  static final SerializedString PRODUCT = new SerializedString("product");
  static final SerializedString PROFILES = new SerializedString("profiles");
  static final SerializedString REASON = new SerializedString("reason");
  static final SerializedString RESOURCES = new SerializedString("resources");
  static final SerializedString ROUTE = new SerializedString("route");
  static final SerializedString SCHEME = new SerializedString("scheme");
  static final SerializedString SEQUENCE = new SerializedString("sequence");
  static final SerializedString SERVER = new SerializedString("server");
  static final SerializedString SERVICE = new SerializedString("service");
  static final SerializedString SEVERITY_ID = new SerializedString("severity_id");
  static final SerializedString SPAN = new SerializedString("span");
  static final SerializedString SRC_ENDPOINT = new SerializedString("src_endpoint");
  static final SerializedString START_TIME = new SerializedString("start_time");
  static final SerializedString STATUS = new SerializedString("status");
  static final SerializedString STATUS_DETAIL = new SerializedString("status_detail");
  static final SerializedString STATUS_ID = new SerializedString("status_id");
  static final SerializedString SVC_NAME = new SerializedString("svc_name");
  static final SerializedString TIME = new SerializedString("time");
  static final SerializedString TITLE = new SerializedString("title");
  static final SerializedString TRACE = new SerializedString("trace");
  static final SerializedString TRAIL = new SerializedString("trail");
  static final SerializedString TYPES = new SerializedString("types");
  static final SerializedString TYPE_ID = new SerializedString("type_id");
  static final SerializedString TYPE_UID = new SerializedString("type_uid");
  static final SerializedString UID = new SerializedString("uid");
  static final SerializedString UNMAPPED = new SerializedString("unmapped");
  static final SerializedString URL = new SerializedString("url");
  static final SerializedString USER = new SerializedString("user");
  static final SerializedString USER_AGENT = new SerializedString("user_agent");
  static final SerializedString VENDOR_NAME = new SerializedString("vendor_name");
  static final SerializedString VERSION = new SerializedString("version");

  private Names() {}
}
