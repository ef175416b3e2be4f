package praetor.snapshot.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import praetor.snapshot.storage.StoredObject;

/**
 * A page of the list of blobs.
 *
 * @param next where the next page begins
 */
record BlobList(List<StoredObject> objects, Optional<String> next) {
  BlobList {
    objects = List.copyOf(objects);
  }

  static BlobList parse(byte[] xml, String prefix) throws IOException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // A byte order mark stands before Azure's answers.
    int start = xml.length > 2 && xml[0] == (byte) 0xef ? 3 : 0;
    try {
      var in =
          factory.createXMLStreamReader(
              new ByteArrayInputStream(xml, start, xml.length - start), "UTF-8");
      return read(in, prefix);
    } catch (XMLStreamException | DateTimeException | NumberFormatException malformed) {
      throw new IOException("malformed list of blobs: " + malformed.getMessage(), malformed);
    }
  }

  private static BlobList read(XMLStreamReader in, String prefix) throws XMLStreamException {
    List<StoredObject> objects = new ArrayList<>();
    Optional<String> next = Optional.empty();
    var name = "";
    long size = 0;
    var modified = Instant.EPOCH;
    boolean inBlob = false;
    while (in.hasNext()) {
      int event = in.next();
      if (event == XMLStreamReader.END_ELEMENT && in.getLocalName().equals("Blob")) {
        objects.add(new StoredObject(name.substring(prefix.length()), size, modified));
        inBlob = false;
      }
      if (event != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      switch (in.getLocalName()) {
        case "Blob" -> inBlob = true;
        case "Name" -> name = inBlob ? in.getElementText() : name;
        case "Content-Length" -> size = Long.parseLong(in.getElementText());
        case "Last-Modified" ->
            modified =
                Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(in.getElementText()));
        case "NextMarker" -> next = Optional.of(in.getElementText()).filter(m -> !m.isEmpty());
        default -> {
          // Not of interest.
        }
      }
    }
    return new BlobList(objects, next);
  }
}
