<?xml version="1.0" encoding="UTF-8"?>
<!--
Flattens one part of a .docx (body, header, notes, comments, styles) to one stream of text, in C. stream.py reads it.

The delimiters are noncharacters, which package.py takes out of the input:
  FDD0 structure: one letter and its value (b n stories, p paragraph, t T table, r row, c cell, "(" ")" box,
       "[" "]" control of a form of ours, e end)
  FDD1 on both sides of the look of a run           FDD2 start of a run
  FDD3 something special: one letter, value, FDD7   FDD4 line break
  FDD5 before each property                         FDD6 on both sides of the properties of a paragraph
Modes: none = what Word shows; drawing = pictures and shapes, whose boxes are shown; prompt = an empty content control,
whose paragraphs count and do not show; dark = text for the secrecy gate alone; the rest = properties of one element.
Whatever no rule names is transparent, and text that no rule shows goes to the gate: no character is lost.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
  xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
  xmlns:v="urn:schemas-microsoft-com:vml"
  xmlns:o="urn:schemas-microsoft-com:office:office">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="prompts"/><!-- ids of the styles of prompts, a space around each -->

  <xsl:template match="/"><xsl:apply-templates/>&#xFDD0;e</xsl:template>

  <!-- stories -->
  <xsl:template match="w:body|w:hdr|w:ftr">&#xFDD0;b<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:footnote|w:endnote|w:comment">&#xFDD0;n<xsl:value-of select="@w:id"/><xsl:apply-templates/></xsl:template>

  <!-- text -->
  <xsl:template match="w:p">&#xFDD0;p<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:pPr">&#xFDD6;<xsl:apply-templates mode="paragraph"/>&#xFDD6;</xsl:template>
  <xsl:template match="w:r">&#xFDD2;<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:rPr">&#xFDD1;<xsl:apply-templates mode="look"/>&#xFDD1;</xsl:template>
  <xsl:template match="w:t"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="m:t">&#xFDD2;&#xFDD1;m&#xFDD1;<xsl:value-of select="."/></xsl:template>
  <xsl:template match="m:r"><xsl:apply-templates select="*[not(self::w:rPr)]"/></xsl:template>
  <xsl:template match="m:ctrlPr|m:rPr"/>
  <!-- Formulas in one line. The mark m keeps figures apart that stand apart on the page. -->
  <xsl:template name="sign"><xsl:param name="text"/>&#xFDD2;&#xFDD1;m&#xFDD1;<xsl:value-of select="$text"/></xsl:template>
  <xsl:template name="part">
    <xsl:param name="sign"/>
    <xsl:variable name="text" select="normalize-space(.)"/>
    <xsl:if test="$text">
      <xsl:variable name="long" select="translate($text, ' +-&#x2212;&#xB1;*/&#xD7;&#xF7;&#x22C5;=&lt;&gt;&#x2264;&#x2265;:;', '') != $text or .//m:f or .//m:sSup or .//m:sSub or .//m:sSubSup or .//m:sPre or .//m:rad or .//m:nary or .//m:m or .//m:eqArr"/>
      <xsl:call-template name="sign"><xsl:with-param name="text" select="concat($sign, substring('(', 1, $long))"/></xsl:call-template>
      <xsl:apply-templates/>
      <xsl:if test="$long"><xsl:call-template name="sign"><xsl:with-param name="text" select="')'"/></xsl:call-template></xsl:if>
    </xsl:if>
  </xsl:template>
  <xsl:template match="m:f">
    <xsl:variable name="sign" select="substring('/ ', 1 + (m:fPr/m:type/@m:val = 'noBar'), 1)"/>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
    <xsl:for-each select="m:num"><xsl:call-template name="part"/></xsl:for-each>
    <xsl:for-each select="m:den"><xsl:call-template name="part"><xsl:with-param name="sign" select="$sign"/></xsl:call-template></xsl:for-each>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
  </xsl:template>
  <xsl:template match="m:sSup|m:sSub|m:sSubSup|m:sPre|m:limLow|m:limUpp">
    <xsl:if test="self::m:sPre"><xsl:text>&#xFDD3;m&#xFDD7;</xsl:text><xsl:call-template name="scripts"/><xsl:text>&#xFDD3;m&#xFDD7;</xsl:text></xsl:if>
    <xsl:apply-templates select="m:e"/>
    <xsl:if test="not(self::m:sPre)"><xsl:call-template name="scripts"/></xsl:if>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
  </xsl:template>
  <xsl:template name="scripts">
    <xsl:for-each select="m:sub|m:lim[parent::m:limLow]"><xsl:call-template name="part"><xsl:with-param name="sign" select="'_'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="m:sup|m:lim[parent::m:limUpp]"><xsl:call-template name="part"><xsl:with-param name="sign" select="'^'"/></xsl:call-template></xsl:for-each>
  </xsl:template>
  <xsl:template match="m:rad">
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
    <xsl:for-each select="m:deg[normalize-space()]"><xsl:call-template name="sign"><xsl:with-param name="text" select="'['"/></xsl:call-template><xsl:apply-templates/><xsl:call-template name="sign"><xsl:with-param name="text" select="']'"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="m:e"><xsl:call-template name="part"><xsl:with-param name="sign" select="'&#x221A;'"/></xsl:call-template></xsl:for-each>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
  </xsl:template>
  <xsl:template match="m:nary">
    <xsl:variable name="chr" select="m:naryPr/m:chr"/>
    <xsl:call-template name="sign"><xsl:with-param name="text" select="concat($chr/@m:val, substring('&#x222B;', 1, not($chr)))"/></xsl:call-template>
    <xsl:call-template name="scripts"/>
    <xsl:call-template name="sign"><xsl:with-param name="text" select="' '"/></xsl:call-template>
    <xsl:apply-templates select="m:e"/>
  </xsl:template>
  <xsl:template match="m:d">
    <xsl:variable name="said" select="m:dPr"/>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
    <xsl:call-template name="sign"><xsl:with-param name="text" select="concat($said/m:begChr/@m:val, substring('(', 1, not($said/m:begChr)))"/></xsl:call-template>
    <xsl:for-each select="m:e">
      <xsl:if test="position() &gt; 1"><xsl:text>&#xFDD3;m&#xFDD7;</xsl:text><xsl:call-template name="sign"><xsl:with-param name="text" select="concat($said/m:sepChr/@m:val, substring('|', 1, not($said/m:sepChr)))"/></xsl:call-template><xsl:text>&#xFDD3;m&#xFDD7;</xsl:text></xsl:if>
      <xsl:apply-templates/>
    </xsl:for-each>
    <xsl:call-template name="sign"><xsl:with-param name="text" select="concat($said/m:endChr/@m:val, substring(')', 1, not($said/m:endChr)))"/></xsl:call-template>
    <xsl:text>&#xFDD3;m&#xFDD7;</xsl:text>
  </xsl:template>
  <xsl:template match="m:mr/m:e|m:eqArr/m:e|m:fName">&#xFDD3;m&#xFDD7;<xsl:apply-templates/>&#xFDD3;m&#xFDD7;</xsl:template>
  <xsl:template match="w:tab|w:ptab"><xsl:text>&#9;</xsl:text></xsl:template>
  <xsl:template match="w:br|w:cr">&#xFDD4;</xsl:template>
  <xsl:template match="w:noBreakHyphen">-</xsl:template>
  <!-- the letter ư of TCVN3, which LibreOffice and Word write so; cleaning drops it elsewhere -->
  <xsl:template match="w:softHyphen">&#xAD;</xsl:template>
  <xsl:template match="w:ruby"><xsl:apply-templates select="w:rubyBase"/>&#xFDD2; (<xsl:apply-templates select="w:rt"/>&#xFDD2;) </xsl:template>
  <xsl:template match="w:sym">&#xFDD3;s<xsl:value-of select="concat(@w:char, ' ', @w:font)"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:footnoteReference">&#xFDD3;nfootnote <xsl:value-of select="@w:id"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:endnoteReference">&#xFDD3;nendnote <xsl:value-of select="@w:id"/>&#xFDD7;</xsl:template>
  <xsl:template match="text()"/>
  <xsl:template match="text()[normalize-space()]">&#xFDD3;u<xsl:value-of select="."/>&#xFDD7;</xsl:template>
  <xsl:template match="w:fldData|w:binData"/>
  <xsl:template match="w:altChunk|w:subDoc">&#xFDD3;x&#xFDD7;</xsl:template>
  <xsl:template match="mc:AlternateContent"><xsl:call-template name="alternatives"/></xsl:template>
  <!-- The first choice whose namespaces Word knows, else the fallback; in doubt the one that has text. -->
  <xsl:template name="alternatives">
    <xsl:param name="drawing"/>
    <xsl:variable name="known" select="mc:Choice[count(namespace::*[contains(concat(' ', normalize-space(../@Requires), ' '), concat(' ', name(), ' '))][starts-with(., 'http://schemas.microsoft.com/office/word/') or starts-with(., 'http://schemas.microsoft.com/office/drawing/') or starts-with(., 'http://schemas.openxmlformats.org/') or . = 'urn:schemas-microsoft-com:vml' or starts-with(., 'urn:schemas-microsoft-com:office:')]) = string-length(normalize-space(@Requires)) - string-length(translate(normalize-space(@Requires), ' ', '')) + 1][1]"/>
    <xsl:variable name="choice" select="$known|mc:Choice[1][not($known or ../mc:Fallback)]"/>
    <xsl:variable name="bare" select="not($choice) or (not(normalize-space($choice)) and not($choice//@r:*) and mc:Fallback//w:txbxContent[normalize-space()])"/>
    <xsl:variable name="taken" select="$choice[not($bare)]|mc:Fallback[$bare]"/>
    <xsl:choose>
      <xsl:when test="$drawing"><xsl:apply-templates select="$taken" mode="drawing"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$taken"/></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="dark"><xsl:with-param name="nodes" select="*[count(.|$taken) &gt; count($taken)]"/></xsl:call-template>
  </xsl:template>

  <!-- tracked changes -->
  <xsl:template match="w:ins|w:moveTo">&#xFDD3;+&#xFDD7;<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:del|w:moveFrom">&#xFDD3;d<xsl:apply-templates mode="dark"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:delText">&#xFDD3;u<xsl:value-of select="."/>&#xFDD7;</xsl:template>

  <!-- fields, forms, content controls, links -->
  <xsl:template match="w:fldChar"><xsl:apply-templates/>&#xFDD3;f<xsl:value-of select="@w:fldCharType"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:instrText|w:delInstrText">&#xFDD3;i<xsl:value-of select="."/>&#xFDD7;</xsl:template>
  <xsl:template match="w:fldSimple">&#xFDD3;i<xsl:value-of select="@w:instr"/>&#xFDD7;<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:ffData">
    <xsl:call-template name="values"/>
    <xsl:for-each select="w:checkBox">
      <xsl:variable name="state" select="(w:checked|w:default[not(../w:checked)])[1]"/>
      <xsl:choose>
        <xsl:when test="not($state) or $state/@w:val = '0' or $state/@w:val = 'false' or $state/@w:val = 'off'">&#x2610;</xsl:when>
        <xsl:otherwise>&#x2612;</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:for-each select="w:ddList">
      <xsl:variable name="choice" select="(w:result|w:default[not(../w:result)])[1]/@w:val"/>
      <xsl:value-of select="w:listEntry[position() = sum($choice) + 1]/@w:val"/>
    </xsl:for-each>
  </xsl:template>
  <xsl:template match="w:sdtPr|w:smartTagPr|w:customXmlPr"><xsl:call-template name="values"/></xsl:template>
  <xsl:template match="w:sdtEndPr"/>
  <!-- what stands in a form of ours (schemas/form.py): its id, which is none of Word's business, in the tag -->
  <xsl:template match="w:sdtContent[starts-with(../w:sdtPr/w:tag/@w:val, 'tonghop:')]">
    <xsl:variable name="control" select="substring(../w:sdtPr/w:tag/@w:val, 9, 80)"/>
    <xsl:choose>
      <xsl:when test="ancestor::w:p">&#xFDD3;k<xsl:value-of select="$control"/>&#xFDD7;<xsl:apply-templates/></xsl:when>
      <xsl:otherwise>&#xFDD0;[<xsl:value-of select="$control"/><xsl:apply-templates/>&#xFDD0;]</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- all of a prompt has one character style, that of prompts where the styles name it; where the mark stayed though a
       person or program wrote there, the text has none or several -->
  <xsl:template match="w:sdt[w:sdtPr/w:showingPlcHdr[not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')]][w:sdtContent//w:rStyle]">
    <xsl:variable name="runs" select="w:sdtContent//w:r[w:t[normalize-space()]]"/>
    <xsl:variable name="style" select="$runs[1]/w:rPr/w:rStyle/@w:val"/>
    <xsl:choose>
      <xsl:when test="$runs and (not($style) or ($prompts and not(contains($prompts, concat(' ', $style, ' ')))) or $runs[not(w:rPr/w:rStyle/@w:val = $style)])"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="prompt"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="text()" mode="prompt"/>
  <xsl:template match="w:p" mode="prompt">&#xFDD0;p<xsl:apply-templates select="w:pPr"/>&#xFDD3;q<xsl:apply-templates mode="dark"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:pPr|w:rPr|w:tblPr|w:tblGrid|w:tblPrEx|w:sdtEndPr" mode="prompt"/>
  <xsl:template match="w:sdtPr" mode="prompt"><xsl:call-template name="values"/></xsl:template>
  <xsl:template match="w:r|w:sdtContent[not(.//w:p or .//w:tc)]" mode="prompt">&#xFDD3;q<xsl:apply-templates mode="dark"/>&#xFDD7;</xsl:template>
  <xsl:template match="w:tbl" mode="prompt">&#xFDD0;t<xsl:apply-templates mode="prompt"/>&#xFDD0;T</xsl:template>
  <xsl:template match="w:tr" mode="prompt">&#xFDD0;r<xsl:apply-templates mode="prompt"/></xsl:template>
  <xsl:template match="w:tc" mode="prompt">&#xFDD0;c<xsl:apply-templates mode="prompt"/></xsl:template>
  <xsl:template match="w:trPr|w:tcPr" mode="prompt"><xsl:apply-templates mode="cell"/></xsl:template>
  <xsl:template match="w:hyperlink[@w:tooltip]">&#xFDD3;u<xsl:value-of select="@w:tooltip"/>&#xFDD7;<xsl:apply-templates/></xsl:template>
  <xsl:template name="values">
    <xsl:if test="*">&#xFDD3;v<xsl:for-each select="*[not(self::w:id)]/descendant-or-self::*/@*[local-name() = 'val' or local-name() = 'displayText']"><xsl:value-of select="."/>&#xFDD4;</xsl:for-each>&#xFDD7;</xsl:if>
  </xsl:template>

  <!-- drawings -->
  <xsl:template match="w:drawing|w:pict|w:object">&#xFDD3;g&#xFDD7;<xsl:apply-templates mode="drawing"/></xsl:template>
  <xsl:template match="text()" mode="drawing"/>
  <xsl:template match="text()[normalize-space()]" mode="drawing">&#xFDD3;u<xsl:value-of select="."/>&#xFDD7;</xsl:template>
  <xsl:template match="wp:posOffset|wp:align|wp14:*|w:binData" mode="drawing"/>
  <xsl:template match="w:txbxContent|a:txBody" mode="drawing">&#xFDD0;(<xsl:apply-templates/>&#xFDD0;)</xsl:template>
  <xsl:template match="a:p">&#xFDD0;p<xsl:apply-templates/></xsl:template>
  <xsl:template match="a:t">&#xFDD2;<xsl:value-of select="."/></xsl:template>
  <xsl:template match="a:br">&#xFDD2;&#xFDD4;</xsl:template>
  <xsl:template match="*[@descr or @title or @alt or @string or @name]" mode="drawing" priority="-0.2">
    <xsl:call-template name="captions"/><xsl:apply-templates mode="drawing"/>
  </xsl:template>
  <xsl:template match="v:textpath" mode="drawing">&#xFDD3;w<xsl:value-of select="@string"/>&#xFDD7;</xsl:template>
  <xsl:template match="c:chart" mode="drawing">&#xFDD3;c<xsl:value-of select="@r:id"/>&#xFDD7;</xsl:template>
  <xsl:template match="dgm:relIds" mode="drawing">&#xFDD3;c<xsl:value-of select="@r:dm"/>&#xFDD7;</xsl:template>
  <xsl:template match="o:OLEObject[@Type = 'Embed' and not(starts-with(@ProgID, 'Equation'))]" mode="drawing">&#xFDD3;x&#xFDD7;</xsl:template>
  <xsl:template match="mc:AlternateContent" mode="drawing">
    <xsl:call-template name="alternatives"><xsl:with-param name="drawing" select="true()"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="captions">&#xFDD3;v<xsl:for-each select="@descr|@title|@alt|@string|@name"><xsl:value-of select="."/>&#xFDD4;</xsl:for-each>&#xFDD7;</xsl:template>

  <!-- dark -->
  <xsl:template name="dark">
    <xsl:param name="nodes"/>
    <xsl:if test="$nodes">&#xFDD3;u<xsl:apply-templates select="$nodes" mode="dark"/>&#xFDD7;</xsl:if>
  </xsl:template>
  <xsl:template match="w:p|a:p" mode="dark"><xsl:apply-templates mode="dark"/>&#xFDD4;</xsl:template>
  <xsl:template match="w:pPr|w:rPr|w:fldData|w:binData|wp:posOffset|wp:align|wp14:*" mode="dark"/>
  <xsl:template match="w:instrText|w:delInstrText" mode="dark">&#xFDD4;<xsl:value-of select="."/>&#xFDD4;</xsl:template>
  <xsl:template match="w:tab|w:ptab" mode="dark"><xsl:text>&#9;</xsl:text></xsl:template>
  <xsl:template match="w:br|w:cr" mode="dark">&#xFDD4;</xsl:template>
  <xsl:template match="*[@descr or @title or @alt or @string or @name]" mode="dark" priority="-0.2">&#xFDD4;<xsl:for-each select="@descr|@title|@alt|@string|@name"><xsl:value-of select="."/>&#xFDD4;</xsl:for-each><xsl:apply-templates mode="dark"/>
  </xsl:template>

  <!-- tables -->
  <xsl:template match="w:tbl">&#xFDD0;t<xsl:apply-templates/>&#xFDD0;T</xsl:template>
  <xsl:template match="w:tr">&#xFDD0;r<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:tc">&#xFDD0;c<xsl:apply-templates/></xsl:template>
  <xsl:template match="w:tblPr|w:tblGrid|w:tblPrEx"/>
  <xsl:template match="w:trPr|w:tcPr"><xsl:apply-templates mode="cell"/></xsl:template>
  <xsl:template match="text()|*" mode="cell"/>
  <xsl:template match="w:gridSpan" mode="cell">&#xFDD5;w<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:gridBefore" mode="cell">&#xFDD5;g<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:vMerge" mode="cell">&#xFDD5;v<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:hMerge" mode="cell">&#xFDD5;h<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:ins|w:cellIns" mode="cell">&#xFDD5;+</xsl:template>
  <xsl:template match="w:del|w:cellDel" mode="cell">&#xFDD5;-</xsl:template>

  <!-- properties of a paragraph, of its mark, of a run -->
  <xsl:template match="text()|*" mode="paragraph"/>
  <xsl:template match="w:pStyle" mode="paragraph">&#xFDD5;s<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:numPr" mode="paragraph"><xsl:apply-templates mode="paragraph"/></xsl:template>
  <xsl:template match="w:numId" mode="paragraph">&#xFDD5;n<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:ilvl" mode="paragraph">&#xFDD5;l<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:outlineLvl" mode="paragraph">&#xFDD5;o<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:framePr" mode="paragraph">&#xFDD5;d<xsl:value-of select="@w:dropCap"/></xsl:template>
  <xsl:template match="w:rPr" mode="paragraph"><xsl:apply-templates mode="mark"/></xsl:template>
  <xsl:template match="w:sectPr" mode="paragraph"><xsl:apply-templates select="."/></xsl:template>

  <xsl:template match="text()|*" mode="mark"/>
  <xsl:template match="w:ins|w:moveTo" mode="mark">&#xFDD5;+</xsl:template>
  <xsl:template match="w:del|w:moveFrom" mode="mark">&#xFDD5;-</xsl:template>
  <xsl:template match="w:vanish|w:specVanish" mode="mark">&#xFDD5;v<xsl:value-of select="@w:val"/></xsl:template>

  <xsl:template match="text()|*" mode="look"/>
  <xsl:template match="w:b" mode="look">&#xFDD5;b<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:vanish|w:specVanish" mode="look">&#xFDD5;v<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:caps|w:smallCaps" mode="look">&#xFDD5;c<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:rStyle" mode="look">&#xFDD5;s<xsl:value-of select="@w:val"/></xsl:template>
  <!-- of the fonts only the one of letters beyond ASCII matters: a legacy or symbol font -->
  <xsl:template match="w:rFonts" mode="look">&#xFDD5;f<xsl:value-of select="@w:hAnsi"/></xsl:template>

  <!-- sections -->
  <xsl:template match="w:sectPr">&#xFDD3;h<xsl:apply-templates mode="section"/>&#xFDD7;</xsl:template>
  <xsl:template match="text()|*" mode="section"/>
  <xsl:template match="w:headerReference" mode="section">&#xFDD5;header <xsl:value-of select="concat(@w:type, ' ', @r:id)"/></xsl:template>
  <xsl:template match="w:footerReference" mode="section">&#xFDD5;footer <xsl:value-of select="concat(@w:type, ' ', @r:id)"/></xsl:template>
  <xsl:template match="w:titlePg" mode="section">&#xFDD5;title <xsl:value-of select="@w:val"/></xsl:template>

  <!-- styles -->
  <xsl:template match="w:style|w:rPrDefault">&#xFDD0;s<xsl:apply-templates mode="style"/></xsl:template>
  <xsl:template match="w:latentStyles|w:pPrDefault"/>
  <xsl:template match="text()|*" mode="style"/>
  <xsl:template match="w:name" mode="style">&#xFDD5;N<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:basedOn" mode="style">&#xFDD5;B<xsl:value-of select="@w:val"/></xsl:template>
  <xsl:template match="w:pPr" mode="style"><xsl:apply-templates mode="paragraph"/></xsl:template>
  <xsl:template match="w:rPr" mode="style">&#xFDD1;<xsl:apply-templates mode="look"/></xsl:template>
</xsl:stylesheet>
