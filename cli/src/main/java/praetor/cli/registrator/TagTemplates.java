package praetor.cli.registrator;

import praetor.model.codec.JsonValue;
import praetor.registrator.rules.TagTemplate;
import praetor.template.lang.Template;
import praetor.template.lang.TemplateException;

/**
 * Tags as templates of Go over what Docker's {@code inspect} shows, with the functions that fayrus'
 * registrator adds. None of them sees anything but the container: labels are written by whoever
 * made its image.
 */
public enum TagTemplates implements TagTemplate {
  INSTANCE;

  private static final String NAME = "tags";

  @Override
  public String fill(String template, JsonValue.Obj inspect) throws Fault {
    if (!template.contains(Template.Delimiters.DEFAULT.left())) {
      return template;
    }
    try {
      var functions = TagFunctions.ALL;
      return Template.parse(template, Template.Delimiters.DEFAULT, functions)
          .execute(
              new Template.Setting(functions, Template.MissingKey.NO_VALUE),
              InspectValue.of(inspect));
    } catch (TemplateException wrong) {
      // Ours are templates without a name, those of registrators have one.
      throw new Fault(
          wrong
              .getMessage()
              .replaceFirst("^template: :", "template: " + NAME + ":")
              .replaceFirst("executing \"\"", "executing \"" + NAME + "\""));
    }
  }
}
