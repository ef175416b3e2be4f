package praetor.client;

import java.util.Map;

/** A node as the catalog lists it. */
public record CatalogNode(
    String name,
    String id,
    String address,
    String datacenter,
    Map<String, String> taggedAddresses,
    Map<String, String> meta) {

  public CatalogNode {
    taggedAddresses = Map.copyOf(taggedAddresses);
    meta = Map.copyOf(meta);
  }

  static CatalogNode of(JsonView json) {
    boolean instance = json.field("NodeMeta").value().isPresent();
    return new CatalogNode(
        json.text("Node"),
        json.text("ID"),
        json.text("Address"),
        json.text("Datacenter"),
        json.field("TaggedAddresses").fields(JsonView::text),
        json.field(instance ? "NodeMeta" : "Meta").fields(JsonView::text));
  }
}
