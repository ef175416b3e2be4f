package praetor.cli.registrator;

import praetor.model.codec.JsonValue;
import praetor.registrator.rules.TagTemplate;

/** Tags as they are: this build fills in no templates. */
public enum TagTemplates implements TagTemplate {
  INSTANCE;

  @Override
  public String fill(String template, JsonValue.Obj inspect) throws Fault {
    if (template.contains("{{")) {
      throw new Fault("template: tags:1: this build fills in no templates");
    }
    return template;
  }
}
